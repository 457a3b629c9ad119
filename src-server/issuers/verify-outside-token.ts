import { compactVerify, createLocalJWKSet } from 'jose'
import { decideTokenTimes, type TimeStage } from '#server/domain/decide-token-times.ts'
import type { IssuedBy } from '#server/domain/decide-trust.ts'
import type { Issuer } from '#server/domain/model.ts'
import type { IssuerKeys } from './issuer-keys.ts'
import { type OutsideToken, parseOutsideToken } from './parse-outside-token.ts'

export type VerificationStage = 'malformed' | 'issuer' | 'signature' | TimeStage

export type Verification =
  | { readonly ok: true; readonly token: IssuedBy }
  | { readonly ok: false; readonly stage: VerificationStage; readonly detail: string }

export interface VerifyParts {
  /** Finds a registered issuer that the account in question relies on. */
  readonly findIssuer: (url: string) => Issuer | undefined
  readonly keys: IssuerKeys
  readonly now: () => number
}

/**
 * Verifies an outside token: its form, issuer, signature and times, in this order. Nothing is ever
 * fetched for an issuer that is not registered.
 */
export async function verifyOutsideToken(
  compact: string,
  { findIssuer, keys, now }: VerifyParts,
): Promise<Verification> {
  const token = parseOutsideToken(compact)
  if (!token) return refused('malformed', 'the token is not a compact JWS with an issuer')

  const issuer = findIssuer(String(token.claims.iss))
  if (!issuer?.enabled) return refused('issuer', `no trusted issuer is ${token.claims.iss}`)
  if (!issuer.algorithms.includes(token.algorithm)) {
    return refused('malformed', `alg: expected ${issuer.algorithms}, got ${token.algorithm}`)
  }

  const mismatch = await findSignatureFault(token, issuer, keys)
  if (mismatch) return refused('signature', mismatch)

  const times = decideTokenTimes(token.claims, now(), issuer.maxTokenAgeSeconds)
  if (!times.ok) return refused(times.stage, times.detail)
  return { ok: true, token: { issuerId: issuer.id, claims: token.claims } }
}

async function findSignatureFault(
  token: OutsideToken,
  issuer: Issuer,
  keys: IssuerKeys,
): Promise<string | undefined> {
  try {
    const keySet = createLocalJWKSet(await keys.keysFor(issuer, token.keyId))
    await compactVerify(token.compact, keySet, { algorithms: [...issuer.algorithms] })
    return undefined
  } catch (error) {
    // Keys that cannot be had, no fitting key, a wrong signature: each says so in its message.
    return error instanceof Error ? error.message : String(error)
  }
}

function refused(stage: VerificationStage, detail: string): Verification {
  return { ok: false, stage, detail }
}
