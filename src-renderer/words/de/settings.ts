import type { settings as english } from '#renderer/words/en/settings.ts'
import type { SameWords } from '#renderer/words/same-words.ts'

export const settings: SameWords<typeof english> = {
  title: 'Einstellungen',
  server: {
    title: 'Server',
    explained: 'Was Clients wissen müssen, und wo die Daten liegen.',
    issuer: 'Adresse des Ausstellers',
    copyIssuer: 'Adresse des Ausstellers kopieren',
    tokenEndpoint: 'Token-Endpunkt',
    copyTokenEndpoint: 'Token-Endpunkt kopieren',
    listens: 'Lauscht auf',
    dataDirectory: 'Datenverzeichnis',
    copyDataDirectory: 'Datenverzeichnis kopieren',
    version: 'Version',
  },
  appearance: {
    title: 'Aussehen',
    explained: 'Wie dieses Fenster auf diesem Computer aussieht.',
    theme: 'Farben',
    density: 'Zeilenabstand',
    densities: { comfortable: 'Weit', compact: 'Eng' },
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
      'Die Einstellungen des Desktops ließen sich nicht lesen oder speichern. Versuchen Sie es noch einmal.',
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
    notifyExpiring: 'Einmal am Tag melden, welche Client-Secrets bald ablaufen',
    notifyLockouts: 'Melden, wenn ein Client gesperrt wird',
  },
  updates: {
    feed: 'Adresse, die neue Versionen ankündigt',
    hint: 'Nachgefragt wird nur, wenn Sie auf die Schaltfläche drücken. Leer: nirgends.',
    notHttps: 'Nehmen Sie eine Adresse, die mit https:// beginnt, oder keine.',
    save: 'Adresse speichern',
    look: 'Nach neuer Version suchen',
    none: 'Es gibt keine neuere Version.',
    newer: 'Version {{version}} ist erschienen.',
    notes: 'Was ist neu',
  },
  about: {
    title: 'Über Doorward',
    license: 'Lizenz',
    collects: 'Gesammelte Daten',
    nothing:
      'Nichts. Es gibt keine Telemetrie und kein Benutzerkonto; dieses Fenster fragt niemanden außer seinem eigenen Server.',
  },
}
