import type { OutsideAlgorithm } from '#contract/issuer-settings.ts'
import { decideTokenTimes, type TimeStage } from '#server/domain/decide-token-times.ts'
import type { Issuer } from '#server/domain/model.ts'
import { describeFailure, type TokenCheck } from '#server/domain/token-check.ts'
import type { Claims, IssuedBy } from '#server/domain/trust/claims.ts'
import { cutValue } from '#server/domain/trust/keep-claims.ts'
import type { IssuerKeys } from './issuer-keys.ts'
import { type OutsideToken, parseOutsideToken } from './parse-outside-token.ts'
import { isOutsideAlgorithm } from './signature-algorithms.ts'
import { verifySignature } from './verify-signature.ts'

export type VerificationStage = 'malformed' | 'issuer' | 'signature' | TimeStage

export type Verification =
  | { readonly ok: true; readonly token: IssuedBy; readonly checks: readonly TokenCheck[] }
  | {
      readonly ok: false
      readonly stage: VerificationStage
      readonly detail: string
      /** All that was looked at; for administrators. */
      readonly checks: readonly TokenCheck[]
      /** What the token says of itself, where it could be read: perhaps nothing but lies. */
      readonly unverifiedClaims?: Claims
      /** The issuer that it names, where that is registered. */
      readonly issuerId?: string
    }

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
  if (!token) return refusedBy('malformed', [describeForm(compact)])
  if (!isSigned(token)) return refusedBy('malformed', [describeAlgorithm(token.algorithm)])

  const issuer = findIssuer(token.issuer)
  const unverifiedClaims = token.claims
  const about = issuer ? { unverifiedClaims, issuerId: issuer.id } : { unverifiedClaims }
  const before = [checkIssuer(token, issuer)]
  if (!issuer?.enabled) return refusedBy('issuer', before, about)

  const form = [...before, checkAlgorithm(token, issuer)]
  if (!form.every(isOk)) return refusedBy('malformed', form, about)

  const signature = await checkSignature(token, issuer, keys)
  const times = decideTokenTimes(token.claims, now(), issuer.maxTokenAgeSeconds)
  const checks = [...form, signature, ...times.checks]
  if (!signature.ok) return refusedBy('signature', checks, about)
  // Keys may have taken a while to come, and the issuer may be gone meanwhile.
  const still = findIssuer(token.issuer)
  if (!still?.enabled || still.id !== issuer.id) {
    return refusedBy('issuer', [checkIssuer(token, still), ...checks.slice(1)], about)
  }
  if (!times.ok) return refusedBy(times.stage, checks, about)
  return { ok: true, token: { issuerId: issuer.id, claims: token.claims }, checks }
}

interface SignedToken extends OutsideToken {
  readonly algorithm: OutsideAlgorithm
}

function isSigned(token: OutsideToken): token is SignedToken {
  return isOutsideAlgorithm(token.algorithm)
}

/** Says of what is no token only how it looks; it may be a secret all the same. */
function describeForm(text: string): TokenCheck {
  const isPadded = text.trim() !== text
  return {
    check: 'form',
    expected: 'a compact JWS of at most 16 KiB that names its issuer',
    actual: `${text.length} characters in ${text.split('.').length} parts`,
    ok: false,
    ...(isPadded && {
      hint: 'white space stands around it; echo writes a line break, printf none',
      nearMiss: { code: 'white_space_around_token', values: {} },
    }),
  }
}

function describeAlgorithm(algorithm: string): TokenCheck {
  const expected = 'an algorithm of signatures'
  return { check: 'algorithm', expected, actual: cut(algorithm), ok: false }
}

function checkIssuer(token: OutsideToken, issuer: Issuer | undefined): TokenCheck {
  const expected = 'a registered, enabled issuer that a trust policy uses'
  if (issuer && !issuer.enabled) {
    const actual = `${issuer.url}, which is disabled`
    return { check: 'issuer', rule: 'enabled', expected, actual, ok: false }
  }
  return { check: 'issuer', expected, actual: cut(token.issuer), ok: issuer?.enabled === true }
}

function checkAlgorithm({ algorithm }: OutsideToken, { algorithms }: Issuer): TokenCheck {
  const ok = algorithms.includes(algorithm)
  return { check: 'algorithm', expected: algorithms.join(', '), actual: algorithm, ok }
}

async function checkSignature(
  token: SignedToken,
  issuer: Issuer,
  issuerKeys: IssuerKeys,
): Promise<TokenCheck> {
  const { keyId, algorithm } = token
  const expected = `a key of ${issuer.url} for ${algorithm}`
  const actual = keyId === undefined ? '(no key id)' : cut(keyId)
  try {
    const keys = (await issuerKeys.keysFor(issuer, keyId)).list(keyId, algorithm)
    if (keys.length === 0) {
      const [other] = keyId === undefined ? [] : issuerKeys.listOthersWith(keyId, issuer)
      const near = other === undefined ? {} : nameOwner(other)
      return { check: 'key', expected, actual, ok: false, ...near }
    }
    const ok = await verifySignature(token, keys)
    const shown = ok ? `by ${actual}` : `not by ${actual}`
    return { check: 'signature', expected: `by ${expected}`, actual: shown, ok }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { check: 'key', rule: 'fetch', expected, actual: reason, ok: false }
  }
}

function nameOwner(issuer: string): Pick<TokenCheck, 'hint' | 'nearMiss'> {
  const nearMiss = { code: 'key_of_other_issuer' as const, values: { issuer } }
  return { hint: `this key is one of ${issuer}`, nearMiss }
}

const isOk = ({ ok }: TokenCheck) => ok

/** A header says whatever its maker likes. */
function cut(text: string): string {
  return String(cutValue(text))
}

function refusedBy(
  stage: VerificationStage,
  checks: readonly TokenCheck[],
  about: { readonly unverifiedClaims?: Claims; readonly issuerId?: string } = {},
): Verification {
  const detail = checks
    .filter((check) => !check.ok)
    .map(describeFailure)
    .join('; ')
  return { ok: false, stage, detail, checks, ...about }
}
