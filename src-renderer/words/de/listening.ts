import type { listening as english } from '#renderer/words/en/listening.ts'
import type { SameWords } from '#renderer/words/same-words.ts'

export const listening: SameWords<typeof english> = {
  title: 'Wo Doorward erreichbar ist',
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
  newAuthority:
    'Der Neustart erzeugt eine andere Zertifizierungsstelle, weil diese für den neuen Host nicht signieren darf. Bis Clients ihr vertrauen, lehnen sie den Server ab.',
  restartBrowser:
    'Stoppen Sie den Server und starten Sie ihn neu; Anmeldelinks und Sitzungen enden damit.',
  restartDesktop: 'Beenden Sie Doorward über das Symbol oder das Menü und öffnen Sie es erneut.',
  changes: 'Was sich beim nächsten Start ändert',
  setting: 'Einstellung',
  now: 'Jetzt',
  next: 'Nach dem Neustart',
  address: 'Die Adresse',
  issuer: 'Aussteller',
  confirm: {
    newIssuer: {
      title: 'Allen Tokens einen anderen Aussteller geben?',
      text: 'Ab dem nächsten Start nennen Tokens nicht mehr {{now}} als Aussteller. Prüfer, Gateways und Clouds, die dem alten Aussteller vertrauen, lehnen die neuen Tokens ab, bis sie umgestellt sind, und frühere Tokens werden hier abgelehnt.',
      label: 'Aussteller ändern',
    },
    withoutTls: {
      title: 'Ohne TLS im Netz erreichbar sein?',
      text: 'Wer zwischen Doorward und seinen Clients sitzt, kann Secrets und Tokens dann mitlesen. Hinterlegen Sie unter TLS ein Zertifikat, oder tun Sie das nur hinter einem Proxy, der TLS übernimmt.',
      label: 'Ohne TLS speichern',
    },
  },
  tls: 'TLS',
  tlsDescription:
    'Mit welchem Zertifikat der Server https spricht. Eine Änderung gilt ab dem nächsten Start.',
  kind: 'Zertifikat',
  kinds: {
    none: 'Keines: unverschlüsseltes HTTP',
    own: 'Hier erzeugt, von einer eigenen Zertifizierungsstelle',
    files: 'Aus Dateien',
  },
  kindHints: {
    none: 'Für diesen Rechner allein oder hinter einem Proxy, der TLS übernimmt.',
    own: 'Erneuert sich von selbst. Clients müssen der Zertifizierungsstelle einmal vertrauen.',
    files: 'Nach einer Änderung binnen einer Minute neu gelesen, ohne Neustart.',
  },
  certificateFile: 'Zertifikatskette (PEM)',
  certificateFileHint:
    'Ein voller Pfad auf dem Rechner des Servers; dessen eigenes Zertifikat steht zuerst.',
  keyFile: 'Privater Schlüssel (PEM)',
  keyFileHint: 'Ohne Passphrase; der Benutzer, unter dem der Server läuft, muss ihn lesen dürfen.',
  names: 'Weitere Hostnamen und Adressen',
  namesHint:
    'Je einer pro Zeile. Die öffentliche URL, dieser Rechner und seine Adressen stehen ohnehin im Zertifikat.',
  issuedBy: 'Ausgestellt von',
  forHosts: 'Für',
  validUntil: 'Gültig bis',
  fingerprint: 'Fingerabdruck (SHA-256)',
  copyFingerprint: 'Fingerabdruck kopieren',
  trouble: 'Clients könnten dieses Zertifikat ablehnen, oder ein neueres wurde nicht übernommen:',
  reload: 'Zertifikat neu laden',
  renew: 'Zertifikat erneuern',
  reloaded: 'Neue Verbindungen erhalten das hier gezeigte Zertifikat.',
  authority: 'Zertifizierungsstelle',
  authorityName: 'Name',
  authorityText:
    'Clients nehmen hier erzeugte Zertifikate an, sobald sie dieser Stelle vertrauen. Importieren Sie sie auf deren Rechnern als vertrauenswürdige Stammzertifizierungsstelle oder nennen Sie sie dem Client: curl --cacert, NODE_EXTRA_CA_CERTS für Node.js, SSL_CERT_FILE für Go und OpenSSL. Vergleichen Sie den Fingerabdruck auf anderem Weg.',
  download: 'CA-Zertifikat herunterladen',
  banner: {
    certificateTrouble: 'Mit dem TLS-Zertifikat stimmt etwas nicht.',
    certificateEnded: 'Das TLS-Zertifikat ist abgelaufen: Clients lehnen den Server ab.',
    certificateEnds: 'Das TLS-Zertifikat endet {{when}}.',
    restart: 'Geänderte Netzwerkeinstellungen gelten erst nach einem Neustart.',
    look: 'Ansehen',
    more_one: 'und {{count}} weitere',
    more_other: 'und {{count}} weitere',
  },
}
