import type { frame as english } from '#renderer/words/en/frame.ts'
import type { SameWords } from '#renderer/words/same-words.ts'

export const frame: SameWords<typeof english> = {
  mainNavigation: 'Hauptnavigation',
  home: 'Übersicht',
  groups: 'Gruppen',
  serviceAccounts: 'Dienstkonten',
  newServiceAccount: 'Neues Dienstkonto',
  newTrustPolicy: 'Neue Vertrauensregel',
  tokens: 'Tokens',
  trust: 'Vertrauen',
  issuers: 'Aussteller',
  attempts: 'Versuche',
  access: 'Zugriff',
  checkAccess: 'Zugriff prüfen',
  roles: 'Rollen',
  users: 'Personen',
  teams: 'Teams',
  installation: 'Installation',
  server: 'Server',
  audit: 'Protokoll',
  settings: 'Einstellungen',
  messages: 'Meldungen',
  repeated: '{{message}} ({{count}}-mal)',
}
