import { createHash } from 'node:crypto'
import { calculateJwkThumbprint, EmbeddedJWK, type JWK, jwtVerify } from 'jose'
import { z } from 'zod'
import { SeenProofs } from './seen-proofs.ts'
import { toTargetUri } from './target-uri.ts'

/** The algorithms that a proof may be signed by: asymmetric ones only (RFC 9449 §4.3). */
export const proofAlgorithms: readonly string[] = [
  'ES256',
  'ES384',
  'ES512',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
  'EdDSA',
  'Ed25519',
]

/** A proof may be this much older or newer than our clock says. */
const TOLERANCE_SECONDS = 60
const MAXIMUM_LENGTH = 8192
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv']

/** What a request shows of the key that its token is, or is to be, bound to. */
export interface ProofRequest {
  /** The value of every `DPoP` header. */
  readonly proofs: readonly string[]
  readonly method: string
  /** As it was asked for, without query. */
  readonly path: string
}

export type ProofFault =
  | 'count'
  | 'malformed'
  | 'method'
  | 'address'
  | 'time'
  | 'access_token'
  | 'replayed'
  | 'full'

export type ProofVerification =
  | { readonly ok: true; readonly thumbprint: string }
  | { readonly ok: false; readonly fault: ProofFault }

/** Verifies the proof of a request; where it comes with an access token, the proof must name that. */
export type VerifyDpopProof = (
  request: ProofRequest,
  accessToken?: string,
) => Promise<ProofVerification>

export interface ProofRules {
  /** The addresses by which clients know us; what a request says of its host is not one. */
  readonly origins: readonly string[]
  readonly now: () => number
}

const Claims = z.looseObject({
  jti: z.string().min(1).max(256),
  htm: z.string(),
  htu: z.string().max(4096),
  iat: z.number(),
  ath: z.string().optional(),
})
type Claims = z.infer<typeof Claims>

/** Makes the check of DPoP proofs (RFC 9449 §4.3); each is good once. */
export function createVerifyDpopProof({ origins, now }: ProofRules): VerifyDpopProof {
  // One from the future is accepted from twice the tolerance before it gets too old.
  const seen = new SeenProofs(2 * TOLERANCE_SECONDS * 1000)

  return async (request, accessToken) => {
    const [value, ...others] = request.proofs
    if (value === undefined || others.length > 0) return { ok: false, fault: 'count' }
    const proof = await readProof(value, now())
    if (!proof) return { ok: false, fault: 'malformed' }
    const { claims, thumbprint } = proof
    const fault = findFault(claims, { request, origins, accessToken, now: now() })
    if (fault) return { ok: false, fault }
    const claim = seen.claim(toHash(`${thumbprint} ${claims.jti}`), now())
    return claim === 'claimed' ? { ok: true, thumbprint } : { ok: false, fault: claim }
  }
}

/** Whatever the key in a proof makes fail, it is the proof that is not good. */
async function readProof(
  value: string,
  now: number,
): Promise<{ readonly claims: Claims; readonly thumbprint: string } | undefined> {
  if (value.length > MAXIMUM_LENGTH) return undefined
  try {
    const { payload, protectedHeader } = await jwtVerify(value, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: [...proofAlgorithms],
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: new Date(now),
    })
    const { jwk } = protectedHeader
    if (!jwk || holdsPrivate(jwk)) return undefined
    return { claims: Claims.parse(payload), thumbprint: await calculateJwkThumbprint(jwk) }
  } catch {
    return undefined
  }
}

function holdsPrivate(jwk: JWK): boolean {
  return PRIVATE_MEMBERS.some((member) => Object.hasOwn(jwk, member))
}

function findFault(
  { htm, htu, iat, ath }: Claims,
  asked: {
    readonly request: ProofRequest
    readonly origins: readonly string[]
    readonly accessToken: string | undefined
    readonly now: number
  },
): ProofFault | undefined {
  const { request, origins, accessToken, now } = asked
  if (htm !== request.method) return 'method'
  const target = toTargetUri(htu)
  const isOurs = origins.some((origin) => toTargetUri(`${origin}${request.path}`) === target)
  if (target === undefined || !isOurs) return 'address'
  if (!(Math.abs(now / 1000 - iat) <= TOLERANCE_SECONDS)) return 'time'
  if (accessToken !== undefined && ath !== toHash(accessToken)) return 'access_token'
  return undefined
}

function toHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
