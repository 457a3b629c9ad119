import { createPublicKey, type KeyObject } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, type JWK } from 'jose'
import { z } from 'zod'
import { listKeyAlgorithms } from '#server/domain/key-algorithms.ts'
import type { PublicKey } from '#server/domain/model.ts'
import { AppError } from '#server/errors.ts'

/** Bits that an RSA key needs at least (RFC 7518 §3.3). */
const MINIMUM_RSA_BITS = 2048
const CURVES = new Set(['prime256v1', 'secp384r1', 'secp521r1'])

export type ParsedPublicKey = Pick<PublicKey, 'publicJwk' | 'keyId'>

/** Reads a public key given as JWK or PEM; throws `validation_failed` for everything else, private keys included. */
export async function parsePublicKey(
  input: string | Readonly<Record<string, unknown>>,
): Promise<ParsedPublicKey> {
  const key = readKey(input)
  requireStrong(key)
  const publicJwk = await exportJWK(key)
  const { alg, kid = await calculateJwkThumbprint(publicJwk) } = readMembers(input)
  requireAlgorithm(publicJwk, alg)
  return { publicJwk: { ...publicJwk, ...(alg !== undefined && { alg }) }, keyId: kid }
}

const Members = z.looseObject({
  kid: z.string().min(1).max(256).optional(),
  alg: z.string().optional(),
  use: z.literal('sig').optional(),
})

/** What a JWK says of itself besides the key (RFC 7517 §4); a PEM says nothing. */
function readMembers(input: string | Readonly<Record<string, unknown>>) {
  const members = Members.safeParse(typeof input === 'string' ? {} : input)
  if (members.success) return members.data
  throw refused(
    'A JWK for signatures has a "use" of "sig", a "kid" and an "alg", all texts, or none.',
  )
}

function requireAlgorithm(publicJwk: JWK, alg: string | undefined): void {
  if (listKeyAlgorithms({ ...publicJwk, alg }).length > 0) return
  throw refused('The "alg" of this JWK does not fit the key.')
}

function readKey(input: string | Readonly<Record<string, unknown>>): KeyObject {
  const holdsPrivate =
    typeof input === 'string' ? /PRIVATE KEY/.test(input) : 'd' in input || 'k' in input
  if (holdsPrivate)
    throw refused('This is a private key. Send only the public half, and replace this pair.')
  try {
    if (typeof input === 'string') return createPublicKey(input)
    return createPublicKey({ key: { ...input }, format: 'jwk' })
  } catch (cause) {
    throw refused('This is neither a JWK nor a PEM public key.', cause)
  }
}

function requireStrong(key: KeyObject): void {
  const { modulusLength = MINIMUM_RSA_BITS, namedCurve } = key.asymmetricKeyDetails ?? {}
  const isCurve = namedCurve === undefined || CURVES.has(namedCurve)
  const isKind = ['rsa', 'ec', 'ed25519'].includes(key.asymmetricKeyType ?? '')
  if (isKind && isCurve && modulusLength >= MINIMUM_RSA_BITS) return
  throw refused('Use an RSA key of at least 2048 bits, a P-256, P-384 or P-521 key, or Ed25519.')
}

function refused(message: string, cause?: unknown): AppError {
  return new AppError('validation_failed', message, {
    fields: [{ field: 'publicKey', message }],
    cause,
  })
}
