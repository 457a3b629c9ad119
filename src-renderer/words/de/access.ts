import type { access as english } from '#renderer/words/en/access.ts'
import type { SameWords } from '#renderer/words/same-words.ts'

export const access: SameWords<typeof english> = {
  wholeInstallation: 'Gesamte Installation',
  kinds: {
    user: 'Personen',
    team: 'Teams',
    service_account: 'Dienstkonten',
    group: 'Gruppen',
    workspace: 'Workspaces',
  },
  lookup: {
    who: 'Nach Name, E-Mail oder Pfad suchen',
    where: 'Nach dem Pfad suchen',
    searching: 'Wird gesucht …',
    nothing: 'Nichts gefunden. Versuchen Sie einen anderen Teil des Namens.',
    open: 'Öffnen',
    close: 'Schließen',
    clear: 'Leeren',
  },
}
