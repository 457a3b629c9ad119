import { createPublicKey, type KeyObject } from 'node:crypto'
import type { OutsideAlgorithm } from '#contract/issuer-settings.ts'
import { isOutsideAlgorithm, signatureAlgorithms } from './signature-algorithms.ts'

export type PublicJwk = Readonly<Record<string, unknown>>

/** A key that may verify signatures; by which algorithms, its type, its curve and its own words say. */
export interface IssuerKey {
  readonly key: KeyObject
  readonly algorithms: ReadonlySet<OutsideAlgorithm>
}

export type ImportedKey =
  | { readonly ok: true; readonly key: IssuerKey }
  | { readonly ok: false; readonly reason: string }

/** Makes a verification key of a JWK, or tells why it cannot be one (RFC 7517 §4). */
export function importKey(jwk: PublicJwk): ImportedKey {
  if (jwk.use !== undefined && jwk.use !== 'sig') return refused('it is not for signatures (use)')
  if (jwk.key_ops !== undefined && !listsVerify(jwk.key_ops)) {
    return refused('it is not for verifying (key_ops)')
  }
  const key = createKey(jwk)
  if (!key) return refused('it is not a public key')
  const algorithms = listAlgorithms(key)
  if (algorithms.length === 0) {
    return refused('use RSA of at least 2048 bits, P-256, P-384, P-521 or Ed25519')
  }
  const named = algorithms.filter((name) => jwk.alg === undefined || jwk.alg === name)
  if (named.length === 0) return refused('its alg does not fit the key')
  return { ok: true, key: { key, algorithms: new Set(named) } }
}

/** Lists the algorithms that a key is of the right kind and strong enough for. */
function listAlgorithms(key: KeyObject): readonly OutsideAlgorithm[] {
  return Object.keys(signatureAlgorithms)
    .filter(isOutsideAlgorithm)
    .filter((name) => signatureAlgorithms[name].fits(key))
}

function listsVerify(operations: unknown): boolean {
  return Array.isArray(operations) && operations.includes('verify')
}

function createKey(jwk: PublicJwk): KeyObject | undefined {
  // Of a symmetric or private JWK nothing may be made, not even its public half.
  if (jwk.kty === 'oct' || 'd' in jwk || 'k' in jwk) return undefined
  try {
    return createPublicKey({ key: { ...jwk }, format: 'jwk' })
  } catch {
    // Whatever is no key is refused by the caller, which says which one it was.
    return undefined
  }
}

function refused(reason: string): ImportedKey {
  return { ok: false, reason }
}
