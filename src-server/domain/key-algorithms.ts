const ofRsa = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']

const ofCurve: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['P-256', ['ES256']],
  ['P-384', ['ES384']],
  ['P-521', ['ES512']],
  ['Ed25519', ['EdDSA', 'Ed25519']],
])

const keyMembers = ['kty', 'crv', 'x', 'y', 'n', 'e']

/** Tells whether two JWKs are the same public key, whatever else they say (RFC 7638 §3.2). */
export function isSameKey(
  one: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
): boolean {
  return keyMembers.every((member) => one[member] === other[member])
}

/** Every algorithm by which a client may sign its assertions. */
export const keyAlgorithms: readonly string[] = [...[...ofCurve.values()].flat(), ...ofRsa]

/**
 * Lists the algorithms that a public key may verify: those of its kind (RFC 7518 §3.1, RFC 9864
 * §2.2), or the one that it names itself. Never `none`, never one with a shared secret.
 */
export function listKeyAlgorithms(publicJwk: Readonly<Record<string, unknown>>): readonly string[] {
  const ofKind = publicJwk.kty === 'RSA' ? ofRsa : (ofCurve.get(publicJwk.crv) ?? [])
  return publicJwk.alg === undefined ? ofKind : ofKind.filter((each) => each === publicJwk.alg)
}
