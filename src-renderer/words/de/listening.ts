import type { listening as english } from '#renderer/words/en/listening.ts'
import type { SameWords } from '#renderer/words/same-words.ts'

export const listening: SameWords<typeof english> = {
  title: 'Wo Doorward lauscht',
  description: 'Gespeichert und ab dem nächsten Start wirksam.',
  host: 'Adresse',
  hostHint: '127.0.0.1 ist nur dieser Rechner, 0.0.0.0 oder :: jede seiner Adressen.',
  port: 'Port',
  portHint: '1 bis 65535.',
  publicUrl: 'Öffentliche URL',
  publicUrlHint:
    'Wo Clients Doorward erreichen, über einen Namen oder einen Proxy; sie ist der Aussteller aller Tokens. Leer ist es die Adresse.',
  setBy: 'Gesetzt durch {{source}}; dort zu ändern.',
  wholeNumber: 'Eine ganze Zahl von 1 bis 65535 angeben.',
  save: 'Speichern',
  saved: 'Gespeichert. Es gilt ab dem nächsten Start.',
  pending: 'Das gilt, sobald der Server neu gestartet wurde.',
  restartBrowser:
    'Stoppen Sie den Server und starten Sie ihn neu; Anmeldelinks und Sitzungen enden damit.',
  restartDesktop: 'Beenden Sie Doorward über das Symbol oder das Menü und öffnen Sie es erneut.',
  changes: 'Was sich beim nächsten Start ändert',
  setting: 'Einstellung',
  now: 'Jetzt',
  next: 'Nach dem Neustart',
  address: 'Die Adresse',
  issuer: 'Aussteller',
  issuerTitle: 'Allen Tokens einen anderen Aussteller geben?',
  issuerText:
    'Ab dem nächsten Start nennen Tokens nicht mehr {{now}} als Aussteller. Prüfer, Gateways und Clouds, die dem alten Aussteller vertrauen, lehnen die neuen Tokens ab, bis sie umgestellt sind, und frühere Tokens werden hier abgelehnt.',
  issuerConfirm: 'Aussteller ändern',
}
