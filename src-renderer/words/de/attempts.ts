import type { attempts as english } from '#renderer/words/en/attempts.ts'
import type { SameWords } from '#renderer/words/same-words.ts'

export const attempts: SameWords<typeof english> = {
  title: 'Versuche',
  description:
    'Versuche, fremde Tokens einzutauschen, die neuesten zuerst. Die Tokens selbst werden nicht aufbewahrt.',
  search: 'Aufrufer, Claims oder Korrelations-IDs suchen',
  empty:
    'Kein passender Versuch ist aufbewahrt. Wer einen Token eintauschen will, erscheint hier binnen Sekunden.',
  when: 'Wann',
  outcome: 'Ergebnis',
  caller: 'Aufrufer',
  account: 'Dienstkonto',
  issuer: 'Aussteller',
  by: 'Über',
  claims: 'Claims',
  noAccount: 'Keines genannt oder gefunden',
  notVerified: 'Die Signatur wurde nicht geprüft: Das könnte jeder geschrieben haben.',
  grants: {
    token_exchange: 'Token Exchange, von {{address}}',
    jwt_bearer: 'JWT Bearer, von {{address}}',
    login: 'Login, von {{address}}',
  },
  filters: {
    outcome: 'Ergebnis',
    anyOutcome: 'Angenommen oder abgelehnt',
    accepted: 'Angenommen',
    refused: 'Abgelehnt',
    stage: 'Grund',
    anyStage: 'Aus jedem Grund abgelehnt',
    everyIssuer: 'Alle Aussteller',
    everyAccount: 'Alle Dienstkonten',
  },
  attempt: 'Versuch',
  makePolicy: 'Regel daraus machen',
  tighten: 'Enger fassen',
  testAgain: 'Erneut prüfen',
  copyForTicket: 'Für ein Ticket kopieren',
  copiedForTicket: 'Kopiert. Claims, die Personen nennen, und die Adresse sind ausgelassen.',
  copyFailed: 'Die Zwischenablage ließ sich nicht beschreiben. Markieren Sie stattdessen den Text.',
  now: 'Nach den heutigen Regeln',
  nowExplained:
    'Die aufbewahrten Claims, noch einmal an den Regeln von {{account}} gemessen. Signatur und Zeiten werden nicht erneut geprüft.',
  chooseAccount: 'Welches Dienstkonto soll es sein?',
  searchAccounts: 'Dienstkonten suchen',
  ticket: {
    title: 'Token-Eintausch von {{account}}',
    someAccount: 'einem unbekannten Dienstkonto',
    check: 'Prüfung',
    expected: 'Erwartet',
    actual: 'Tatsächlich',
    leftOut: '(ausgelassen)',
  },
}
