import type { TrustStage } from '#server/domain/decide-trust.ts'
import { decideTrust, type IssuedBy, type TrustDecision } from '#server/domain/decide-trust.ts'
import type { Issuer, ServiceAccount, TrustPolicy } from '#server/domain/model.ts'
import { type VerificationStage, verifyOutsideToken } from '#server/issuers/verify-outside-token.ts'
import { authenticateClient } from '#server/oauth/client-authentication/authenticate-client.ts'
import type { OAuthParts, OAuthRequest } from '#server/oauth/context.ts'
import type { Form } from '#server/oauth/form.ts'
import { issueAccessToken } from '#server/oauth/issue-access-token.ts'
import { OAuthError } from '#server/oauth/oauth-error.ts'
import { readTokenRequest } from '#server/oauth/read-token-request.ts'
import type { Granted } from './grant.ts'

const TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:'
const SUBJECT_TOKEN_TYPES = new Set([`${TOKEN_TYPE}jwt`, `${TOKEN_TYPE}id_token`])
const REQUESTED_TOKEN_TYPES = new Set([`${TOKEN_TYPE}access_token`, `${TOKEN_TYPE}jwt`])

/** Token exchange (RFC 8693): a token of a trusted outside issuer in, an access token of ours out. */
export async function grantTokenExchange(
  request: OAuthRequest,
  parts: OAuthParts,
): Promise<Granted> {
  const { form } = request
  const subjectToken = readSubjectToken(form)
  const named = await findNamedAccount(request, parts)

  const token = await verifySubjectToken(subjectToken, named, request, parts)
  const { account, policy } = named
    ? { account: named, policy: requireTrust(named, token, request, parts) }
    : findOnlyTrustingAccount(token, parts)

  const notAfter = earliestEnd(token, policy)
  // The leeway for clocks lets a token in, but leaves no life to hand on.
  if (notAfter - parts.now() < 1000) {
    throw refused('expired', request, { reason: 'expired', accountId: account.id })
  }
  const authenticationMethod = 'oidc_federation'
  const issued = await issueAccessToken(
    {
      account,
      authenticationMethod,
      ...(await readTokenRequest(request, account, parts)),
      notAfter,
      actorClaims: {
        act_iss: String(token.claims.iss),
        act_sub: typeof token.claims.sub === 'string' ? token.claims.sub : '',
      },
    },
    parts,
  )
  const extra = { issued_token_type: `${TOKEN_TYPE}access_token` }
  return { account, authenticationMethod, credentialId: policy.id, token: issued, extra }
}

/** Checks the parameters of RFC 8693 §2.1 and gives the token to exchange. */
function readSubjectToken(form: Form): string {
  const subjectToken = form.get('subject_token')
  if (subjectToken === undefined)
    throw new OAuthError('invalid_request', 'subject_token is missing.')
  if (!SUBJECT_TOKEN_TYPES.has(form.get('subject_token_type') ?? '')) {
    throw new OAuthError('invalid_request', 'subject_token_type must be a jwt or id_token type.')
  }
  const requested = form.get('requested_token_type')
  if (requested !== undefined && !REQUESTED_TOKEN_TYPES.has(requested)) {
    throw new OAuthError('invalid_request', 'requested_token_type must be access_token.')
  }
  if (form.get('actor_token') !== undefined || form.get('actor_token_type') !== undefined) {
    throw new OAuthError('invalid_request', 'Actor tokens are not supported.')
  }
  return subjectToken
}

/**
 * Finds the account that the request names, by `client_id` (id or path) or by `audience` (id);
 * undefined when it names none. The subject token is the credential, but client
 * authentication that is sent along must be right.
 */
async function findNamedAccount(
  request: OAuthRequest,
  parts: OAuthParts,
): Promise<ServiceAccount | undefined> {
  const { serviceAccounts } = parts.store.read
  const client = await authenticateClient(request, parts)
  if (client) return client.account
  const clientId = request.form.get('client_id')
  if (clientId !== undefined) {
    const account = serviceAccounts.find(clientId) ?? serviceAccounts.findBy('path', clientId)
    if (account) return account
    throw refused('account', request, { reason: 'unknown_account' })
  }
  const [audience, ...others] = request.form.getAll('audience')
  return audience !== undefined && others.length === 0 ? serviceAccounts.find(audience) : undefined
}

async function verifySubjectToken(
  subjectToken: string,
  account: ServiceAccount | undefined,
  request: OAuthRequest,
  parts: OAuthParts,
): Promise<IssuedBy> {
  const verification = await verifyOutsideToken(subjectToken, {
    findIssuer: (url) => findTrustedIssuer(url, account, parts),
    keys: parts.issuerKeys,
    now: parts.now,
  })
  if (verification.ok) return verification.token
  const { stage, detail } = verification
  parts.logger.info({ correlationId: request.correlationId, stage, detail }, 'exchange refused')
  throw refused(stage, request, { reason: stage, accountId: account?.id })
}

/** Only an issuer that the account's policies refer to; without an account, any that some policy refers to. */
function findTrustedIssuer(
  url: string,
  account: ServiceAccount | undefined,
  { store: { read } }: OAuthParts,
): Issuer | undefined {
  const issuer = read.issuers.findBy('url', url)
  if (!issuer) return undefined
  if (!account) return read.trustPolicies.count('issuer', issuer.id) > 0 ? issuer : undefined
  const policies = read.trustPolicies.list('account', account.id)
  return policies.some((policy) => policy.issuerId === issuer.id) ? issuer : undefined
}

function requireTrust(
  account: ServiceAccount,
  token: IssuedBy,
  request: OAuthRequest,
  parts: OAuthParts,
): TrustPolicy {
  const { acceptedBy, stage = 'issuer', policies } = decide(account, token, parts)
  if (acceptedBy && !account.disabled) return acceptedBy

  const reason = acceptedBy ? 'account_disabled' : stage
  parts.logger.info({ correlationId: request.correlationId, reason, policies }, 'exchange refused')
  throw refused(acceptedBy ? 'account' : stage, request, { reason, accountId: account.id })
}

function decide(account: ServiceAccount, token: IssuedBy, parts: OAuthParts): TrustDecision {
  return decideTrust(token, parts.store.read.trustPolicies.list('account', account.id), parts.now())
}

/** Without a named account the token must fit exactly one; naming it settles every doubt. */
function findOnlyTrustingAccount(
  token: IssuedBy,
  parts: OAuthParts,
): { readonly account: ServiceAccount; readonly policy: TrustPolicy } {
  const { read } = parts.store
  const accountIds = new Set(
    read.trustPolicies.list('issuer', token.issuerId).map((policy) => policy.accountId),
  )
  const accepting = [...accountIds].flatMap((id) => {
    const account = read.serviceAccounts.find(id)
    const policy =
      account && !account.disabled ? decide(account, token, parts).acceptedBy : undefined
    return account && policy ? [{ account, policy }] : []
  })
  const [only, ...others] = accepting
  if (only && others.length === 0) return only
  throw new OAuthError('invalid_request', 'Say which service account is meant, with client_id.', {
    reason: only ? 'ambiguous_account' : 'claims',
  })
}

/** The issued token ends with the outside token and with the policy, whichever is earlier. */
function earliestEnd(token: IssuedBy, policy: TrustPolicy): number {
  const tokenEnd = Number(token.claims.exp) * 1000
  return policy.expiresAt === null ? tokenEnd : Math.min(tokenEnd, policy.expiresAt)
}

/** What a caller may learn: where it failed, never what would have been right. */
const sentences = {
  malformed: 'The subject token is malformed.',
  issuer: 'The issuer of the subject token is not trusted.',
  signature: 'The signature of the subject token could not be verified.',
  expired: 'The subject token has expired.',
  not_yet_valid: 'The subject token is not valid yet.',
  too_old: 'The subject token is too old or lives too long.',
  audience: 'The subject token is meant for another audience.',
  claims: 'The claims of the subject token are not accepted.',
  account: 'The service account is not available.',
} as const satisfies Record<VerificationStage | TrustStage, string>

/** A subject token that is invalid or unacceptable is an invalid request (RFC 8693 §2.2.2). */
function refused(
  stage: VerificationStage | TrustStage,
  request: OAuthRequest,
  details: { readonly reason: string; readonly accountId?: string | undefined },
): OAuthError {
  const message = `${sentences[stage]} An administrator finds the reason under ${request.correlationId}.`
  return new OAuthError('invalid_request', message, details)
}
