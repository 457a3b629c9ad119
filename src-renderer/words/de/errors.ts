import type { errors as english } from '#renderer/words/en/errors.ts'
import type { SameWords } from '#renderer/words/same-words.ts'

export const errors: SameWords<typeof english> = {
  invalid_request: {
    title: 'Der Server hat die Anfrage nicht verstanden',
    advice: 'Laden Sie das Fenster neu und versuchen Sie es noch einmal.',
  },
  validation_failed: {
    title: 'Einige Felder stimmen noch nicht',
    advice: 'Berichtigen Sie die markierten Felder und versuchen Sie es noch einmal.',
  },
  authentication_method_required: {
    title: 'Es fehlt ein Anmeldeverfahren',
    advice:
      'Fügen Sie eine Vertrauensregel oder einen öffentlichen Schlüssel hinzu, oder aktivieren Sie Client-Credentials.',
  },
  expiry_out_of_range: {
    title: 'Der Ablauf liegt außerhalb des Erlaubten',
    advice: 'Wählen Sie eine Zeit zwischen morgen und dem Höchstwert in den Einstellungen.',
  },
  client_credentials_turned_off: {
    title: 'Client-Credentials sind abgeschaltet',
    advice:
      'Erhöhen Sie das Höchstalter für Client-Secrets in den Einstellungen, oder nutzen Sie OIDC-Föderation.',
  },
  issuer_not_allowed: {
    title: 'Dieser Aussteller ist nicht erlaubt',
    advice:
      'Nehmen Sie eine https-Adresse. Für einen Aussteller im eigenen Netz schalten Sie „Der Aussteller ist in einem privaten Netz“ ein.',
  },
  scope_not_allowed: {
    title: 'Dort kann dieses Konto nichts tun',
    advice:
      'Ein Dienstkonto handelt nur in seiner eigenen Gruppe. Wählen Sie diese oder eine darunter.',
  },
  trust_policy_refused: {
    title: 'Diese Vertrauensregel ließe zu viele Tokens ein',
    advice:
      'Binden Sie mindestens einen Claim, der sagt, wer handeln darf, etwa project_id oder sub.',
  },
  unauthenticated: {
    title: 'Sie sind nicht angemeldet',
    advice: 'Melden Sie sich noch einmal an; was Sie eingegeben haben, bleibt hier stehen.',
  },
  invalid_dpop_proof: {
    title: 'Der Nachweis des Schlüssels ist ungültig',
    advice: 'Erzeugen Sie für jede Anfrage einen neuen DPoP-Nachweis, und prüfen Sie die Uhr.',
  },
  forbidden: {
    title: 'Das dürfen Sie nicht',
    advice: 'Bitten Sie jemanden, dem diese Gruppe gehört, um die fehlende Berechtigung.',
  },
  insufficient_scope: {
    title: 'Der Scope dieses Tokens ist zu klein',
    advice: 'Holen Sie ein Token mit dem hier genannten Scope, oder eines ohne Scope.',
  },
  gain_not_allowed: {
    title: 'Das gäbe mehr, als Sie selbst haben',
    advice:
      'Bitten Sie jemanden mit der genannten Berechtigung, oder wählen Sie eine kleinere Rolle.',
  },
  read_only: {
    title: 'Das gehört zu Doorward selbst',
    advice: 'Es lässt sich nicht ändern. Legen Sie ein eigenes Konto oder eine eigene Rolle an.',
  },
  not_found: {
    title: 'Das gibt es nicht, oder Sie dürfen es nicht sehen',
    advice: 'Prüfen Sie die Adresse; vielleicht wurde es gelöscht.',
  },
  name_taken: {
    title: 'Dieser Name ist vergeben',
    advice: 'Wählen Sie einen anderen; Namen sind innerhalb ihrer Gruppe eindeutig.',
  },
  in_use: {
    title: 'Das wird noch gebraucht',
    advice: 'Entfernen Sie es zuerst dort, wo es gebraucht wird.',
  },
  last_owner: {
    title: 'Der letzte Owner bleibt',
    advice: 'Machen Sie zuerst jemand anderen zum Owner der Gruppe.',
  },
  already_member: {
    title: 'Hier schon Mitglied',
    advice: 'Ändern Sie stattdessen die Rolle, die es dort hat.',
  },
  nothing_to_reveal: {
    title: 'Es gibt nichts zu zeigen',
    advice: 'Der Wert wurde schon gezeigt, oder das Token wurde noch nicht erneuert.',
  },
  key_taken: {
    title: 'Dieser Schlüssel ist schon eingetragen',
    advice: 'Nehmen Sie einen anderen Schlüssel, oder geben Sie ihm eine andere Schlüssel-ID.',
  },
  limit_reached: {
    title: 'Mehr davon sind nicht erlaubt',
    advice: 'Löschen Sie etwas, das niemand mehr braucht, und versuchen Sie es noch einmal.',
  },
  version_conflict: {
    title: 'Inzwischen hat das jemand geändert',
    advice: 'Laden Sie die neuere Fassung; was Sie eingegeben haben, bleibt.',
  },
  not_empty: {
    title: 'Diese Gruppe ist nicht leer',
    advice: 'Löschen Sie zuerst ihre Dienstkonten und Untergruppen.',
  },
  already_enabled: {
    title: 'Client-Credentials sind schon aktiviert',
    advice:
      'Laden Sie neu, um sie zu sehen. Ein verlorenes Secret lässt sich durch Zurücksetzen ersetzen.',
  },
  not_enabled: {
    title: 'Client-Credentials sind nicht aktiviert',
    advice: 'Laden Sie neu, um den Stand zu sehen, und aktivieren Sie sie dann.',
  },
  payload_too_large: {
    title: 'Das ist zu viel für eine Anfrage',
    advice: 'Kürzen Sie die längsten Felder und versuchen Sie es noch einmal.',
  },
  unsupported_media_type: {
    title: 'Der Server hat die Anfrage nicht verstanden',
    advice:
      'Fenster und Server haben vielleicht verschiedene Versionen: Laden Sie das Fenster neu.',
  },
  host_not_allowed: {
    title: 'Unter dieser Adresse antwortet der Server nicht',
    advice: 'Öffnen Sie die Adresse, die der Server beim Start genannt hat.',
  },
  too_many_failures: {
    title: 'Zu viele Fehlversuche',
    advice: 'Warten Sie die genannte Zeit, und versuchen Sie es dann mit dem richtigen Token.',
  },
  unexpected: {
    title: 'Auf dem Server ist etwas schiefgegangen',
    advice:
      'Versuchen Sie es noch einmal. Bleibt es dabei, suchen Sie die Korrelations-ID im Log des Servers.',
  },
  storage_unavailable: {
    title: 'Die Änderung konnte nicht gespeichert werden',
    advice:
      'Es wurde nichts geändert. Prüfen Sie den Datenträger des Datenverzeichnisses, und versuchen Sie es noch einmal.',
  },
  unreachable: {
    title: 'Der Server ist nicht erreichbar',
    advice: 'Prüfen Sie, ob Doorward läuft, und versuchen Sie es noch einmal.',
  },
  sign_in_link_invalid: {
    title: 'Dieser Anmeldelink ist verbraucht oder abgelaufen',
    advice:
      'Ein Link gilt einmal. Starten Sie den Server neu, um einen neuen zu bekommen, oder nehmen Sie ein API-Token.',
  },
}
