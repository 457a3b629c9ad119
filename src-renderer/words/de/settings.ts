import type { settings as english } from '#renderer/words/en/settings.ts'
import type { SameWords } from '#renderer/words/same-words.ts'

export const settings: SameWords<typeof english> = {
  title: 'Einstellungen',
  server: {
    title: 'Server',
    explained: 'Was Clients wissen müssen, und wo die Dinge liegen.',
    issuer: 'Adresse des Ausstellers',
    copyIssuer: 'Adresse des Ausstellers kopieren',
    tokenEndpoint: 'Token-Endpunkt',
    copyTokenEndpoint: 'Token-Endpunkt kopieren',
    listens: 'Hört auf',
    dataDirectory: 'Datenverzeichnis',
    copyDataDirectory: 'Datenverzeichnis kopieren',
    version: 'Version',
  },
  tokens: {
    title: 'Tokens und Secrets',
    explained: 'Änderungen gelten für Tokens und Secrets, die danach ausgestellt werden.',
    lifetime: 'Lebensdauer von Access-Tokens in Sekunden',
    lifetimeHint: '60 bis 86400; 300 sind fünf Minuten.',
    maximum: 'Client-Secrets gelten höchstens (Tage)',
    maximumHint: 'Bis 3650; 0 schaltet Client-Credentials ab.',
    algorithm: 'Signaturverfahren',
    algorithms: {
      ES256: 'ES256: klein und schnell (üblich)',
      RS256: 'RS256: für Prüfer, die nur RSA kennen',
      EdDSA: 'EdDSA: Ed25519, für Prüfer, die es kennen',
    },
    wholeNumber: 'Geben Sie eine ganze Zahl von {{from}} bis {{to}} ein.',
    save: 'Einstellungen speichern',
    saved: 'Die Einstellungen wurden gespeichert.',
    takeNewer: 'Neueren Stand laden',
  },
  appearance: {
    title: 'Aussehen',
    explained: 'Wie dieses Fenster auf diesem Computer aussieht.',
    theme: 'Farben',
    density: 'Dichte',
    densities: { comfortable: 'Bequem', compact: 'Dicht' },
    language: 'Sprache',
    likeTheSystem: 'Wie das System',
  },
  keys: {
    title: 'Tastatur',
    explained: 'Jede Seite und jeder Dialog lässt sich ohne Maus bedienen.',
    singleKeys: 'Einzelne Tasten als Kürzel benutzen',
    singleKeysHint:
      'Schalten Sie das ab, wo eine Spracheingabe oder ein Screenreader Buchstaben tippt.',
  },
  desktop: {
    title: 'Desktop',
    explained: 'Wie sich Doorward auf diesem Computer verhält.',
    failed:
      'Die Einstellungen des Desktops ließen sich nicht lesen oder behalten. Versuchen Sie es noch einmal.',
    whenClosed: 'Wenn das Fenster geschlossen wird',
    closing: {
      ask: 'Fragen',
      keep_running: 'Den Server im Infobereich weiterlaufen lassen',
      quit: 'Beenden',
    },
    lock: 'Das Fenster verdecken, wenn niemand diesen Computer benutzt',
    lockHint: 'Auch wenn sein Bildschirm gesperrt wird.',
    clipboard: 'Ein kopiertes Secret aus der Zwischenablage löschen',
    clipboardHint:
      'Nur wenn seitdem nichts anderes kopiert wurde; auch beim Beenden und beim Sperren.',
    afterMinutes_one: 'Nach {{count}} Minute',
    afterMinutes_other: 'Nach {{count}} Minuten',
    afterSeconds_one: 'Nach {{count}} Sekunde',
    afterSeconds_other: 'Nach {{count}} Sekunden',
    startAtLogin: 'Beim Anmelden im Infobereich starten',
    notifyExpiring: 'Mir einmal am Tag sagen, welche Client-Secrets bald ablaufen',
    notifyLockouts: 'Mir sagen, wenn ein Client gesperrt wird',
  },
  updates: {
    feed: 'Adresse, die neue Versionen ankündigt',
    hint: 'Leer: Niemand wird gefragt. Gefragt wird nur, wenn Sie auf den Knopf drücken.',
    notHttps: 'Nehmen Sie eine Adresse, die mit https:// beginnt, oder keine.',
    save: 'Adresse speichern',
    look: 'Nach neuer Version sehen',
    none: 'Es gibt keine neuere Version.',
    newer: 'Version {{version}} ist erschienen.',
    notes: 'Was ist neu',
  },
  about: {
    title: 'Über Doorward',
    license: 'Lizenz',
    collects: 'Was es sammelt',
    nothing:
      'Nichts. Es gibt keine Telemetrie und kein Benutzerkonto; dieses Fenster fragt niemanden außer seinem eigenen Server.',
  },
}
