import { constants, type KeyObject, type VerifyKeyObjectInput } from 'node:crypto'
import type { OutsideAlgorithm } from '#contract/issuer-settings.ts'

export interface SignatureAlgorithm {
  /** Null where the algorithm brings its own (RFC 8037 §3.1). */
  readonly hash: string | null
  readonly fits: (key: KeyObject) => boolean
  readonly options: Omit<VerifyKeyObjectInput, 'key'>
}

/** Bits that an RSA key needs at least (RFC 7518 §3.3). */
const MINIMUM_RSA_BITS = 2048
/** A signature by a larger key costs us more to check than it is worth to anybody. */
const MAXIMUM_RSA_BITS = 16_384

const isRsa = (key: KeyObject) => {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  const isSized = bits >= MINIMUM_RSA_BITS && bits <= MAXIMUM_RSA_BITS
  return key.asymmetricKeyType === 'rsa' && isSized
}
const isOn = (curve: string) => (key: KeyObject) =>
  key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === curve

function rsa(hash: string): SignatureAlgorithm {
  return { hash, fits: isRsa, options: { padding: constants.RSA_PKCS1_PADDING } }
}

/** The salt is as long as the hash (RFC 7518 §3.5). */
function pss(hash: string): SignatureAlgorithm {
  const padding = constants.RSA_PKCS1_PSS_PADDING
  const saltLength = constants.RSA_PSS_SALTLEN_DIGEST
  return { hash, fits: isRsa, options: { padding, saltLength } }
}

/** Both numbers side by side, not DER (RFC 7518 §3.4). */
function ecdsa(hash: string, curve: string): SignatureAlgorithm {
  return { hash, fits: isOn(curve), options: { dsaEncoding: 'ieee-p1363' } }
}

const ed25519: SignatureAlgorithm = {
  hash: null,
  fits: (key) => key.asymmetricKeyType === 'ed25519',
  options: {},
}

/** How signatures of outside tokens are checked, and by which keys each may be made. */
export const signatureAlgorithms = {
  RS256: rsa('sha256'),
  RS384: rsa('sha384'),
  RS512: rsa('sha512'),
  PS256: pss('sha256'),
  PS384: pss('sha384'),
  PS512: pss('sha512'),
  ES256: ecdsa('sha256', 'prime256v1'),
  ES384: ecdsa('sha384', 'secp384r1'),
  ES512: ecdsa('sha512', 'secp521r1'),
  EdDSA: ed25519,
  Ed25519: ed25519,
} as const satisfies Record<OutsideAlgorithm, SignatureAlgorithm>

export function isOutsideAlgorithm(name: string): name is OutsideAlgorithm {
  return Object.hasOwn(signatureAlgorithms, name)
}
