import type { groups as english } from '#renderer/words/en/groups.ts'
import type { SameWords } from '#renderer/words/same-words.ts'

export const groups: SameWords<typeof english> = {
  title: 'Gruppen',
  introduction: 'Jede Gruppe enthält Dienstkonten und weitere Gruppen.',
  emptyInstallation:
    'Gruppen enthalten die Dienstkonten eines Teams oder eines Produkts: Legen Sie die erste an.',
  emptyGroup: 'Unter dieser Gruppe gibt es noch keine weiteren Gruppen.',
  search: 'Gruppen suchen',
  nothingFound: 'Keine Gruppe passt hier zu „{{text}}“.',
  copyPath: 'Pfad kopieren',
  parts: 'Bereiche der Gruppe',
  tabs: { serviceAccounts: 'Dienstkonten', groups: 'Gruppen' },
  columns: {
    name: 'Name',
    description: 'Beschreibung',
    groups: 'Gruppen',
    serviceAccounts: 'Dienstkonten',
    created: 'Angelegt',
  },
  accounts: {
    new: 'Neues Dienstkonto',
    empty:
      'Mit einem Dienstkonto erhält ein CI-Job oder ein Dienst Tokens ohne Zutun einer Person.',
  },
  create: {
    button: 'Neue Gruppe',
    title: 'Neue Gruppe',
    submit: 'Gruppe anlegen',
    name: 'Name',
    nameHint: 'Kleinbuchstaben, Ziffern, „-“ und „_“.',
    pathHint: 'Der Pfad lautet dann {{parent}}/…',
    description: 'Beschreibung',
    done: 'Gruppe {{path}} wurde angelegt.',
  },
  actions: {
    menu: 'Weitere Aktionen für diese Gruppe',
    edit: 'Beschreibung bearbeiten',
    delete: 'Gruppe löschen',
  },
  edit: {
    title: 'Beschreibung bearbeiten',
    submit: 'Speichern',
    description: 'Beschreibung',
    length: '{{count}} von 100 Zeichen',
    takeNewer: 'Neuere Fassung laden',
  },
  delete: {
    title: 'Gruppe {{name}} löschen?',
    submit: 'Gruppe löschen',
    done: 'Gruppe {{path}} wurde gelöscht.',
    isEmpty: '{{path}} ist leer. Das Löschen lässt sich nicht rückgängig machen.',
    isFull: 'Diese Gruppe enthält noch {{contents}}. Löschen Sie diese zuerst.',
  },
  count: {
    serviceAccounts_one: '{{count}} Dienstkonto',
    serviceAccounts_other: '{{count}} Dienstkonten',
    groups_one: '{{count}} Gruppe',
    groups_other: '{{count}} Gruppen',
  },
}
