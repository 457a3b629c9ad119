import type { accounts as english } from '#renderer/words/en/accounts.ts'
import type { SameWords } from '#renderer/words/same-words.ts'

export const accounts: SameWords<typeof english> = {
  list: {
    title: 'Dienstkonten',
    description: 'Alle Konten aus allen Gruppen, die Sie sehen dürfen.',
    empty: 'Noch gibt es kein Dienstkonto: Öffnen Sie eine Gruppe, um dort eines anzulegen.',
    goToGroups: 'Zu den Gruppen',
    search: 'Dienstkonten durchsuchen',
    nothingFound: 'Kein Dienstkonto passt zu „{{text}}“.',
    methods: 'Anmeldeverfahren',
    secretExpires: 'Secret läuft ab',
  },
  heading: {
    lastUsed: 'Zuletzt benutzt <moment/>',
    copyPath: 'Pfad kopieren',
  },
  page: {
    parts: 'Bereiche des Dienstkontos',
    federation: 'OIDC-Föderation',
    clientCredentials: 'Client Credentials',
    use: 'Einbinden',
    attempts: 'Versuche',
    internal:
      'Dieses Konto ist Doorward selbst. Es hat keine Zugangsdaten, und seine Berechtigungen stehen fest.',
    builtIn:
      'Dieses Konto gehört zu Doorward, und seine Rolle steht fest. Es handelt mit benannten Tokens, die über die Verwaltungs-API entstehen.',
  },
  menu: {
    label: 'Dienstkonto ändern',
    reset: 'Client Credentials zurücksetzen',
    disable: 'Konto deaktivieren',
    enable: 'Konto aktivieren',
    delete: 'Dienstkonto löschen',
  },
  form: {
    newTitle: 'Neues Dienstkonto',
    newDescription:
      'In <code>{{group}}</code>. Name und Gruppe lassen sich später nicht mehr ändern.',
    editTitle: '{{name}} bearbeiten',
    account: 'Konto',
    nameHint: 'Kleinbuchstaben, Ziffern, „-“ und „_“.',
    create: 'Dienstkonto anlegen',
    update: 'Dienstkonto speichern',
    created: 'Das Dienstkonto {{path}} wurde angelegt.',
    updated: 'Das Dienstkonto {{path}} wurde gespeichert.',
    labels: 'Labels',
    labelsDescription: 'Eigene Namen und Werte, um Dinge wiederzufinden.',
    label: 'Label {{number}}',
    labelValue: 'Wert von Label {{number}}',
    removeLabel: 'Label {{number}} entfernen',
    addLabel: 'Label hinzufügen',
    labelRule: 'Erlaubt sind Kleinbuchstaben, Ziffern, „.“, „/“, „_“ und „-“.',
    labelValueRule: 'Höchstens 128 Zeichen.',
    labelsRule: 'Höchstens 32 Labels.',
    nameRule:
      '1 bis 64 Kleinbuchstaben, Ziffern, „-“ oder „_“; am Anfang und am Ende ein Buchstabe oder eine Ziffer.',
    descriptionRule: 'Höchstens 100 Zeichen.',
    loadNewer: 'Neuere Fassung laden',
  },
  methods: {
    title: 'Anmeldeverfahren',
    description: 'Mindestens eines ist nötig; ein Konto darf beide benutzen.',
    missing: 'Wählen Sie mindestens ein Anmeldeverfahren.',
    federation: 'OIDC-Föderation',
    federationText:
      'Ein CI-Job oder Workload zeigt ein Token seiner eigenen Plattform. Kein Secret muss verwahrt werden.',
    clientCredentials: 'Client Credentials',
    clientCredentialsText: 'Eine Client-ID und ein Secret, für Systeme ohne eigene Tokens.',
    enable: 'Client Credentials aktivieren',
    turnedOff:
      'Client Credentials sind abgeschaltet: Das Höchstalter für Client-Secrets steht in den Einstellungen auf 0.',
  },
  expiry: {
    label: 'Secret läuft ab',
    inDays_one: 'In 1 Tag',
    inDays_other: 'In {{count}} Tagen',
    custom: 'Zu einem bestimmten Zeitpunkt',
    dateAndTime: 'Datum und Uhrzeit',
    choose: 'Wählen Sie Datum und Uhrzeit.',
    resolved: 'Das Secret läuft ab: {{instant}}.',
  },
  federation: {
    empty:
      'Kein fremdes Token wird angenommen: Mit einer Vertrauensregel handelt ein CI-Job ohne Secret.',
    add: 'Vertrauensregel hinzufügen',
    order:
      'Eine von ihnen genügt; in ihr müssen alle Claims stimmen. Die erste passende entscheidet.',
    test: 'Token prüfen',
    useThis: 'Diese Regel übernehmen',
    numbered: 'Vertrauensregel {{number}}',
    editNamed: '{{title}} bearbeiten',
    removeNumbered: 'Vertrauensregel {{number}} entfernen',
    boundClaims: 'Gebundene Claims',
    audience: 'Audience',
    more: 'Weitere Aktionen für {{title}}',
    moveUp: 'Nach oben',
    moveDown: 'Nach unten',
    wasDisabled: '{{title}} wurde deaktiviert.',
    wasEnabled: '{{title}} wurde aktiviert.',
    wasMovedUp: '{{title}} wurde nach oben geschoben.',
    wasMovedDown: '{{title}} wurde nach unten geschoben.',
    wasDeleted: '{{title}} wurde gelöscht.',
    deleteTitle: '{{title}} löschen?',
    deleteConfirm: 'Vertrauensregel löschen',
    deleteText:
      'Der nächste Austausch mit ihr wird abgelehnt; bereits ausgegebene Tokens gelten, bis sie ablaufen. Zuletzt benutzt: <moment/>.',
  },
}
