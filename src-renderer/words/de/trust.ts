import type { trust as english } from '#renderer/words/en/trust.ts'
import type { SameWords } from '#renderer/words/same-words.ts'

export const trust: SameWords<typeof english> = {
  accepted: 'Angenommen',
  refusedFor: 'Abgelehnt: {{stage}}',
  noPolicy: 'keine Regel',
  stages: {
    malformed: 'kein brauchbarer Token',
    issuer: 'Aussteller nicht vertraut',
    signature: 'Signatur ungültig',
    expired: 'Token abgelaufen',
    not_yet_valid: 'Token noch nicht gültig',
    too_old: 'Token zu alt',
    audience: 'falsche Audience',
    claims: 'Claims passen nicht',
    replayed: 'Token schon verwendet',
    account: 'Dienstkonto oder Regel nicht verfügbar',
    request: 'Anfrage nicht erlaubt',
  },
  acceptedBy: 'Die Vertrauensregel {{policy}} nimmt diesen Token an.',
  acceptedBySome: 'Eine Vertrauensregel nimmt diesen Token an.',
  reasons: {
    unreadable: 'Was gesendet wurde, ist kein lesbarer Token.',
    algorithm:
      'Der Token ist mit {{actual}} signiert; von seinem Aussteller wird nur {{expected}} angenommen.',
    unknownIssuer:
      'Der Token kommt von {{actual}}; keine Vertrauensregel des Dienstkontos nutzt diesen Aussteller.',
    unknownAccount:
      'Der Aufruf nannte kein vorhandenes Dienstkonto, das {{actual}} vertraut, woher der Token kommt.',
    otherIssuer: 'Der Token kommt von {{actual}}, aber {{policy}} vertraut {{expected}}.',
    disabledIssuer: 'Der Aussteller des Tokens ist hier deaktiviert: {{actual}}.',
    keysNotFetched: 'Die Schlüssel des Ausstellers ließen sich nicht abrufen: {{actual}}',
    unknownKey:
      'Der Token nennt einen Schlüssel, den sein Aussteller nicht veröffentlicht: {{actual}}.',
    signature: 'Die Signatur des Tokens stammt nicht von seinem Aussteller.',
    expired: 'Der Token ist abgelaufen, {{span}} bevor er verwendet wurde.',
    noExpiry: 'Der Token sagt nicht, wann er abläuft.',
    spent: 'Der Token ist am Ende seines Lebens; es bleibt nichts davon weiterzugeben.',
    notYetValid: 'Der Token gilt erst {{span}} später.',
    tooOld:
      'Der Token soll {{actual}} lang gelten; bei seinem Aussteller sind {{expected}} erlaubt.',
    audience: 'Der Token ist für {{actual}} bestimmt, aber {{policy}} erwartet {{expected}}.',
    noAudience: 'Der Token hat keine Audience, aber {{policy}} erwartet {{expected}}.',
    claim: 'Der Claim {{claim}} ist {{actual}}, aber {{policy}} erwartet {{expected}}.',
    noClaim: 'Dem Token fehlt {{claim}}, aber {{policy}} erwartet {{expected}}.',
    veto: 'Tokens, in denen {{claim}} {{actual}} ist, werden abgelehnt, was immer eine Regel sagt.',
    rule: 'Gegen {{policy}} selbst spricht eine Vorschrift: {{actual}}',
    policyDisabled: 'Alles passt zu {{policy}}, aber sie ist deaktiviert.',
    policyExpired: 'Alles passt zu {{policy}}, aber sie ist abgelaufen.',
    replayed:
      'Der Token wurde schon eingetauscht, und jeder seines Ausstellers gilt für einen Eintausch.',
    account: 'Das Dienstkonto ist deaktiviert, oder mehrere nähmen diesen Token an.',
    request: 'Der Token wird angenommen, nicht aber, was verlangt wird: {{actual}}',
    noPolicy: 'Keine Vertrauensregel nimmt diesen Token an.',
  },
  advice: {
    unreadable: 'Senden Sie das ID-Token ganz und unverändert: drei Teile, durch Punkte verbunden.',
    algorithm:
      'Wenn der Aussteller wirklich so signiert, erlauben Sie den Algorithmus beim Aussteller.',
    unknownIssuer:
      'Vergleichen Sie ihn Zeichen für Zeichen mit dem Aussteller der Regel. Soll dieser Aufrufer hinein, machen Sie aus dem Versuch eine Regel.',
    unknownAccount:
      'Senden Sie die ID oder den vollen Pfad des Dienstkontos als client_id, und vergleichen Sie den Aussteller.',
    otherIssuer: 'Soll dieser Aufrufer hinein, fügen Sie eine Regel für diesen Aussteller hinzu.',
    disabledIssuer:
      'Aktivieren Sie den Aussteller wieder, wenn seine Tokens angenommen werden sollen.',
    keysNotFetched:
      'Öffnen Sie den Aussteller, sehen Sie nach seinem Zustand, und rufen Sie die Schlüssel neu ab.',
    unknownKey:
      'Rufen Sie die Schlüssel des Ausstellers neu ab, wenn er sie gewechselt hat. Sind sie aktuell, hat jemand anders den Token gemacht.',
    signature:
      'Der Token wurde unterwegs verändert, oder jemand anders hat ihn gemacht. Nehmen Sie einen frischen, unverändert.',
    expired:
      'Fordern Sie direkt vor dem Eintausch einen frischen Token an. War er frisch, vergleichen Sie die Uhren.',
    noExpiry: 'Der Aussteller muss exp setzen: Tokens, die nie ablaufen, werden nicht angenommen.',
    spent: 'Fordern Sie direkt vor dem Eintausch einen frischen Token an.',
    notYetValid: 'Vergleichen Sie die Uhren des Ausstellers und dieser Maschine.',
    tooOld:
      'Fordern Sie einen kürzer lebenden Token an, oder erhöhen Sie beim Aussteller das Höchstalter der Tokens.',
    audience: 'Lassen Sie den Job seinen Token mit der Audience {{expected}} anfordern.',
    noAudience: 'Lassen Sie den Job seinen Token mit der Audience {{expected}} anfordern.',
    claim:
      'Soll dieser Aufrufer hinein, machen Sie daraus eine Regel. Wenn nicht, ist alles in Ordnung.',
    noClaim:
      'Binden Sie einen Claim, den diese Tokens haben, oder lassen Sie den Aussteller diesen hinzufügen.',
    veto: 'Einen solchen Token kann jeder Fremde auslösen. Lassen Sie den Job durch ein anderes Ereignis starten.',
    rule: '{{expected}}',
    policyDisabled: 'Aktivieren Sie die Regel wieder, wenn sie Tokens hineinlassen soll.',
    policyExpired: 'Geben Sie der Regel ein späteres Ende, wenn sie Tokens hineinlassen soll.',
    replayed:
      'Fordern Sie für jeden Eintausch einen frischen Token an. Bekommen Jobs nur einen, lassen Sie Tokens dieses Ausstellers gelten, solange sie leben.',
    account: 'Aktivieren Sie das Dienstkonto, oder nennen Sie das gemeinte als client_id.',
    request:
      'Verlangen Sie nur Scopes, Ressourcen und Schlüsselbindungen, die das Dienstkonto haben darf.',
    noPolicy: 'Soll dieser Aufrufer hinein, machen Sie daraus eine Regel.',
  },
  moreFailures_one: 'Eine weitere Sache passt nicht.',
  moreFailures_other: '{{count}} weitere Dinge passen nicht.',
  closestOf: 'Von {{count}} Regeln kommt diese am nächsten.',
  thePolicy: 'die Regel',
  quoted: '„{{name}}“',
  policyNumber: 'Regel {{number}}',
  policyMatches: '{{policy}}: passt',
  policyDiffers: '{{policy}}: passt nicht',
  otherPolicies_one: 'Auch eine andere Regel passt nicht',
  otherPolicies_other: 'Auch {{count}} andere Regeln passen nicht',
  restOfPolicies_one: 'Eine andere Regel',
  restOfPolicies_other: '{{count}} andere Regeln',
  checksOf: 'Prüfungen von {{policy}}',
  checksOfToken: 'Prüfungen des Tokens',
  tokenItself: 'Der Token selbst',
  result: 'Ergebnis',
  check: 'Prüfung',
  expected: 'Erwartet',
  actual: 'Tatsächlich',
  fits: 'Passt',
  doesNotFit: 'Passt nicht',
  notChecked: 'Nicht geprüft',
  missing: '(fehlt)',
  checks: {
    algorithm: 'Algorithmus',
    issuer: 'Aussteller',
    key: 'Schlüssel',
    signature: 'Signatur',
    exp: 'Ablauf (exp)',
    nbf: 'Beginn (nbf)',
    iat: 'ausgestellt (iat)',
    age: 'Leben des Tokens',
    audience: 'Audience',
    claim: 'Claim',
    veto: 'Veto',
    required_claim: 'Pflicht-Claim',
    policy: 'Regel',
    request: 'Anfrage',
  },
  policyRules: { enabled: 'Regel aktiviert', expiry: 'Ende der Regel' },
  matchers: {
    wildcard: 'das Muster {{expected}}',
    oneOf: 'eines von {{expected}}',
    contains: 'eine Liste mit {{expected}}',
    containsAny: 'eine Liste mit einem von {{expected}}',
    containsAll: 'eine Liste mit allen von {{expected}}',
    not: 'alles außer {{expected}}',
    absent: 'keinen solchen Claim',
  },
}
