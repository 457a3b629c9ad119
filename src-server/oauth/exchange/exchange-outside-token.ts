import { claimOnce } from '#server/access/claim-once.ts'
import { LEEWAY_SECONDS } from '#server/domain/decide-token-times.ts'
import type { ExchangeGrant } from '#server/domain/trust/attempt.ts'
import type { OAuthParts, OAuthRequest } from '#server/oauth/context.ts'
import type { Granted } from '#server/oauth/grants/grant.ts'
import { issueAccessToken } from '#server/oauth/issue-access-token.ts'
import { OAuthError } from '#server/oauth/oauth-error.ts'
import { readTokenRequest, type TokenRequest } from '#server/oauth/read-token-request.ts'
import { findEnd } from '#server/trust/find-end.ts'
import {
  type Acceptance,
  judgeClaims,
  judgeForNobody,
  judgeOutsideToken,
  type Refusal,
  type Verdict,
} from '#server/trust/judge-outside-token.ts'
import { refuseSpent, toRefusal } from '#server/trust/refuse-spent.ts'
import { toAttempt } from '#server/trust/to-attempt.ts'
import { toTokenName } from '#server/trust/token-name.ts'
import { toExchangeError } from './exchange-error.ts'
import type { NamedAccount } from './find-named-account.ts'

/** An outside token that somebody wants to exchange for one of ours, by whichever call. */
export interface Exchange {
  readonly grant: ExchangeGrant
  readonly outsideToken: string
  readonly named: NamedAccount
}

/**
 * Exchanges a token of a trusted outside issuer for an access token of ours: the one path behind
 * token exchange (RFC 8693), the jwt-bearer grant (RFC 7523) and the login call. Every attempt is
 * kept with its reason, whatever becomes of it.
 */
export async function exchangeOutsideToken(
  exchange: Exchange,
  request: OAuthRequest,
  parts: OAuthParts,
): Promise<Granted> {
  const decision = await decide(exchange, request, parts)
  const { verdict } = decision
  const { address, correlationId } = request
  const ending = { grant: exchange.grant, verdict, address, correlationId }
  parts.tallies.exchanges.add(exchange.grant, verdict.accepted ? 'accepted' : verdict.stage)
  parts.attempts.record(toAttempt(ending, { id: parts.newId('att'), at: parts.now() }))
  if (!isGrantable(decision)) {
    throw decision.error ?? toExchangeError(decision.verdict, exchange.grant, correlationId)
  }
  return grant(decision, parts)
}

/** An outside token that will be exchanged, and what is asked of the token that it becomes. */
interface Grantable {
  readonly verdict: Acceptance
  readonly asked: TokenRequest
}

/** A refusal, with what the caller is told where the request is at fault and not the token. */
interface Refused {
  readonly verdict: Refusal
  readonly error?: OAuthError
}

function isGrantable(decision: Grantable | Refused): decision is Grantable {
  return decision.verdict.accepted
}

async function decide(
  exchange: Exchange,
  request: OAuthRequest,
  parts: OAuthParts,
): Promise<Grantable | Refused> {
  const { outsideToken } = exchange
  const { store, now, settings } = parts
  const judged = await judge(exchange, parts)
  const moment = { read: store.read, now: now(), rules: settings() }
  const verdict = refuseSpent(judged, outsideToken, moment)
  if (!verdict.accepted) return { verdict }
  // What else is wrong with the request is told before the token is used up.
  const decision = await readAsked(verdict, request, parts)
  if (!isGrantable(decision)) return decision
  const isClaimed = await claimToken(verdict, outsideToken, parts)
  return isClaimed ? judgeAgain(decision, parts) : { verdict: toRefusal(verdict, 'replayed') }
}

async function readAsked(
  acceptance: Acceptance,
  request: OAuthRequest,
  parts: OAuthParts,
): Promise<Grantable | Refused> {
  try {
    const asked = await readTokenRequest(request, acceptance.match.account, parts)
    return { verdict: acceptance, asked }
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error
    const actual = `${error.code}: ${error.message}`
    const check = { check: 'request', expected: 'what the account may ask for', actual, ok: false }
    const refusal = toRefusal(acceptance, 'request')
    const checks = [...refusal.checks, check]
    return { verdict: { ...refusal, reason: error.reason, checks }, error }
  }
}

/** Somebody may have changed the account, a policy or the issuer since the token was looked at. */
function judgeAgain(decision: Grantable, parts: OAuthParts): Grantable | Refused {
  const { issuer, match, claims, verified, checks } = decision.verdict
  const { serviceAccounts, trustPolicies, issuers } = parts.store.read
  const account = serviceAccounts.find(match.account.id)
  const isSame =
    account === match.account &&
    trustPolicies.find(match.policy.id) === match.policy &&
    issuers.find(issuer.id) === issuer
  if (isSame) return decision
  const looked = { claims, verified, checks }
  const verdict = judgeClaims(looked, { account: account ?? match.account }, parts)
  return verdict.accepted ? { verdict, asked: decision.asked } : { verdict }
}

async function judge({ outsideToken, named }: Exchange, parts: OAuthParts): Promise<Verdict> {
  if (named.kind === 'unknown') return judgeForNobody(outsideToken, parts)
  const account = named.kind === 'found' ? named.account : undefined
  return judgeOutsideToken(outsideToken, { account }, parts)
}

/**
 * Uses a token up where its issuer's tokens are good for one exchange. That is durable before
 * anything is issued, so of many who show the same token at the same time one gets in.
 */
async function claimToken(
  { issuer, claims }: Acceptance,
  outsideToken: string,
  { store, steadyNow }: OAuthParts,
): Promise<boolean> {
  if (issuer.replay === 'reuse') return true

  const name = toTokenName(issuer, claims, outsideToken)
  const until = (Number(claims.exp) + LEEWAY_SECONDS) * 1000
  return claimOnce(store, { name, until }, steadyNow())
}

async function grant({ verdict, asked }: Grantable, parts: OAuthParts): Promise<Granted> {
  const { match, claims } = verdict
  const { iss, sub } = claims
  const { account } = match
  const credentialId = match.policy.id
  const authenticationMethod = 'oidc_federation'
  const token = await issueAccessToken(
    {
      account,
      asked,
      authenticationMethod,
      credentialId,
      notAfter: findEnd(verdict, parts.settings()),
      actorClaims: { act_iss: String(iss), act_sub: typeof sub === 'string' ? sub : '' },
    },
    parts,
  )
  return { account, authenticationMethod, credentialId, token, issuedTokenType: undefined }
}
