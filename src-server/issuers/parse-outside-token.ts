import { createHash } from 'node:crypto'
import type { Claims } from '#server/domain/trust/claims.ts'
import { parseStrictJson } from './parse-strict-json.ts'

const MAXIMUM_BYTES = 16_384
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export interface OutsideToken {
  readonly compact: string
  readonly algorithm: string
  readonly keyId: string | undefined
  readonly type: string | undefined
  /** Names the issuer; not verified yet: good for choosing among registered ones, nothing else. */
  readonly issuer: string
  readonly claims: Claims
  readonly signingInput: string
  readonly signature: Buffer
}

type Members = Readonly<Record<string, unknown>>

/** Takes a compact JWS apart without trusting it; undefined when it is not one. */
export function parseOutsideToken(compact: string): OutsideToken | undefined {
  if (compact.length > MAXIMUM_BYTES) return undefined
  const match = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(compact)
  const header = parseHeader(parseSegment(match?.[1]))
  const claims = parseSegment(match?.[2])
  const signature = decodeExactly(match?.[3])
  if (!header || !claims || !signature || typeof claims.iss !== 'string') return undefined
  const { algorithm, keyId, type } = header
  const signingInput = toSigningInput(compact)
  return { compact, algorithm, keyId, type, issuer: claims.iss, claims, signingInput, signature }
}

/**
 * Gives what tells one token from every other: the SHA-256 of what was signed. A signature is left
 * out, since of some kinds anybody can make another one that is just as good.
 */
export function toTokenDigest(compact: string): string {
  return createHash('sha256').update(toSigningInput(compact)).digest('base64url')
}

function toSigningInput(compact: string): string {
  return compact.slice(0, compact.lastIndexOf('.'))
}

/** Keys and places of keys (`jwk`, `jku`, `x5u`, `x5c`) in a header are never looked at. */
function parseHeader(
  header: Members | undefined,
): Pick<OutsideToken, 'algorithm' | 'keyId' | 'type'> | undefined {
  if (!header) return undefined
  const { alg, kid, typ, crit, b64 } = header
  if (typeof alg !== 'string') return undefined
  if (!isTextOrAbsent(kid) || !isTextOrAbsent(typ)) return undefined
  // `crit` names extensions that we would have to understand, and we know none (RFC 7515 §4.1.11).
  if (crit !== undefined) return undefined
  // An unencoded payload (RFC 7797) is signed over other bytes than those that we read.
  if (b64 !== undefined && b64 !== true) return undefined
  return { algorithm: alg, keyId: kid, type: typ }
}

function parseSegment(segment: string | undefined): Members | undefined {
  if (segment === undefined) return undefined
  try {
    const bytes = Buffer.from(segment, 'base64url')
    const value = parseStrictJson(utf8.decode(bytes))
    return isObject(value) ? value : undefined
  } catch {
    // Whatever cannot be read is malformed; the caller refuses it as such.
    return undefined
  }
}

/** Other spellings of the same bytes would be other tokens with the same meaning. */
function decodeExactly(segment: string | undefined): Buffer | undefined {
  if (segment === undefined) return undefined
  const bytes = Buffer.from(segment, 'base64url')
  return bytes.toString('base64url') === segment ? bytes : undefined
}

function isTextOrAbsent(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string'
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
