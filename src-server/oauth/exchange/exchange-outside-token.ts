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
  const verdict = await decide(exchange, request, parts)
  const { address, correlationId } = request
  const ending = { grant: exchange.grant, verdict, address, correlationId }
  parts.tallies.exchanges.add(exchange.grant, verdict.accepted ? 'accepted' : verdict.stage)
  parts.attempts.record(toAttempt(ending, { id: parts.newId('att'), at: parts.now() }))
  if (!verdict.accepted) {
    throw verdict.error ?? toExchangeError(verdict, exchange.grant, correlationId)
  }
  return grant(verdict, parts)
}

/** An outside token that will be exchanged, and what is asked of the token that it becomes. */
interface Grantable extends Acceptance {
  readonly asked: TokenRequest
}

/** A refusal, with what the caller is told where the request is at fault and not the token. */
interface Refused extends Refusal {
  readonly error?: OAuthError
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
  if (!verdict.accepted) return verdict
  // What else is wrong with the request is told before the token is used up.
  const grantable = await readAsked(verdict, request, parts)
  if (!grantable.accepted) return grantable
  const claimed = await claimToken(grantable, outsideToken, parts)
  return claimed.accepted ? judgeAgain(claimed, parts) : claimed
}

async function readAsked(
  acceptance: Acceptance,
  request: OAuthRequest,
  parts: OAuthParts,
): Promise<Grantable | Refused> {
  try {
    const asked = await readTokenRequest(request, acceptance.match.account, parts)
    return { ...acceptance, asked }
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error
    const actual = `${error.code}: ${error.message}`
    const check = { check: 'request', expected: 'what the account may ask for', actual, ok: false }
    const refusal = toRefusal(acceptance, 'request')
    return { ...refusal, reason: error.reason, checks: [...refusal.checks, check], error }
  }
}

/** Somebody may have changed the account, a policy or the issuer since the token was looked at. */
function judgeAgain(acceptance: Grantable, parts: OAuthParts): Grantable | Refusal {
  const { issuer, match, asked, claims, verified, checks } = acceptance
  const { serviceAccounts, trustPolicies, issuers } = parts.store.read
  const account = serviceAccounts.find(match.account.id)
  const isSame =
    account === match.account &&
    trustPolicies.find(match.policy.id) === match.policy &&
    issuers.find(issuer.id) === issuer
  if (isSame) return acceptance
  const looked = { claims, verified, checks }
  const verdict = judgeClaims(looked, { account: account ?? match.account }, parts)
  return verdict.accepted ? { ...verdict, asked } : verdict
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
  acceptance: Grantable,
  outsideToken: string,
  { store, steadyNow }: OAuthParts,
): Promise<Grantable | Refusal> {
  const { issuer, claims } = acceptance
  if (issuer.replay === 'reuse') return acceptance

  const name = toTokenName(issuer, claims, outsideToken)
  const until = (Number(claims.exp) + LEEWAY_SECONDS) * 1000
  const isFirst = await claimOnce(store, { name, until }, steadyNow())
  return isFirst ? acceptance : toRefusal(acceptance, 'replayed')
}

async function grant(acceptance: Grantable, parts: OAuthParts): Promise<Granted> {
  const { account, policy } = acceptance.match
  const { iss, sub } = acceptance.claims
  const proven = {
    account,
    authenticationMethod: 'oidc_federation',
    credentialId: policy.id,
  } as const
  const token = await issueAccessToken(
    {
      ...proven,
      asked: acceptance.asked,
      notAfter: findEnd(acceptance, parts.settings()),
      actorClaims: { act_iss: String(iss), act_sub: typeof sub === 'string' ? sub : '' },
    },
    parts,
  )
  return { ...proven, token, issuedTokenType: undefined }
}
