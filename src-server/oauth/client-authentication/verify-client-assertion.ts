import { claimOnce } from '#server/access/claim-once.ts'
import { LEEWAY_SECONDS } from '#server/domain/decide-token-times.ts'
import { type AssertionFault, findAssertionFault } from '#server/domain/find-assertion-fault.ts'
import { listKeyAlgorithms } from '#server/domain/key-algorithms.ts'
import type { PublicKey, ServiceAccount } from '#server/domain/model.ts'
import { type OutsideToken, parseOutsideToken } from '#server/issuers/parse-outside-token.ts'
import type { OAuthParts } from '#server/oauth/context.ts'
import { TOKEN_ENDPOINT_PATHS } from '#server/oauth/token-endpoint-paths.ts'
import { findSigner, type VerifyByKey, verifyByKey } from './find-signer.ts'
import type { SentAssertion } from './read-client-credentials.ts'

export type AssertionParts = Pick<OAuthParts, 'store' | 'issuer' | 'now' | 'steadyNow'>

type Refusal =
  | AssertionFault
  | 'assertion_malformed'
  | 'assertion_type'
  | 'assertion_signature'
  | 'assertion_replayed'
  | 'client_id_mismatch'
  | 'unknown_client'
  | 'unknown_key'
  | 'account_disabled'

export type AssertionVerdict =
  | { readonly ok: true; readonly account: ServiceAccount; readonly key: PublicKey }
  | { readonly ok: false; readonly reason: Refusal; readonly accountId: string | undefined }

/** What an assertion may say that it is; RFC 7523 did not ask for more than a JWT. */
const TYPES = new Set([undefined, 'jwt', 'client-authentication+jwt'])

/**
 * Verifies a client's assertion (RFC 7523 §3) and uses it up. Only one with a right signature, of an
 * account that may use it, is remembered, so nobody else can use up or store anything. A client that
 * is unknown, or has no such key, is refused no sooner than one whose key has not signed.
 */
export async function verifyClientAssertion(
  { assertion, clientId }: SentAssertion,
  parts: AssertionParts,
  verify: VerifyByKey = verifyByKey,
): Promise<AssertionVerdict> {
  const token = parseOutsideToken(assertion)
  if (!token) return refused('assertion_malformed')
  if (!TYPES.has(toShortType(token.type))) return refused('assertion_type')

  const claimed = String(token.claims.iss)
  if (clientId !== undefined && clientId !== claimed) return refused('client_id_mismatch')
  const account = parts.store.read.serviceAccounts.find(claimed)
  const fitting = account ? listFittingKeys(token, account, parts) : []
  const key = await findSigner(token, fitting, verify)
  if (!account) return refused('unknown_client')
  if (!key) return refused(fitting.length === 0 ? 'unknown_key' : 'assertion_signature', account)
  const fault = findAssertionFault(token.claims, {
    clientId: account.id,
    audiences: listAudiences(account, parts.issuer),
    now: parts.now(),
  })
  if (fault) return refused(fault, account)
  if (account.disabled) return refused('account_disabled', account)
  if (!(await claimAssertion(token, account, parts))) return refused('assertion_replayed', account)
  return { ok: true, account, key }
}

/** The media type without its optional prefix, in one letter case (RFC 7515 §4.1.9). */
function toShortType(type: string | undefined): string | undefined {
  return type?.toLowerCase().replace(/^application\//, '')
}

/** Keys are chosen from those registered, never by what the header brings along (RFC 8725 §3.10). */
function listFittingKeys(
  { algorithm, keyId }: OutsideToken,
  account: ServiceAccount,
  { store }: AssertionParts,
): readonly PublicKey[] {
  return store.read.publicKeys
    .list('account', account.id)
    .filter((key) => keyId === undefined || key.keyId === keyId)
    .filter((key) => listKeyAlgorithms(key.publicJwk).includes(algorithm))
}

/**
 * Our issuer identifier (rfc7523bis); the token endpoint too, which assertions named before, where
 * somebody turned that on.
 */
function listAudiences({ tokenSettings }: ServiceAccount, issuer: string): readonly string[] {
  if (!tokenSettings.acceptTokenEndpointAudience) return [issuer]
  return [issuer, ...TOKEN_ENDPOINT_PATHS.map((path) => `${issuer}${path}`)]
}

function claimAssertion(
  { claims }: OutsideToken,
  account: ServiceAccount,
  { store, steadyNow }: AssertionParts,
): Promise<boolean> {
  const name = ['client_assertion', account.id, String(claims.jti)]
  const until = (Number(claims.exp) + LEEWAY_SECONDS) * 1000
  return claimOnce(store, { name, until }, steadyNow())
}

function refused(reason: Refusal, account?: ServiceAccount): AssertionVerdict {
  return { ok: false, reason, accountId: account?.id }
}
