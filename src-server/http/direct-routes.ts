import type { IncomingMessage, ServerResponse } from 'node:http'
import { JWKS_MAX_AGE_SECONDS } from '#server/domain/decide-signing-keys.ts'
import type { Logger } from '#server/logger.ts'
import type { OAuthRequest, OAuthResponse } from '#server/oauth/context.ts'
import { toErrorResponse } from '#server/oauth/error-response.ts'
import { type Form, parseForm } from '#server/oauth/form.ts'
import type { LoginEndpoint } from '#server/oauth/login-endpoint.ts'
import { OAuthError } from '#server/oauth/oauth-error.ts'
import { toResourceMetadata, toResourceMetadataUrl } from '#server/oauth/resource-metadata.ts'
import { TOKEN_ENDPOINT_PATHS } from '#server/oauth/token-endpoint-paths.ts'
import { tooManyRequests } from '#server/oauth/too-many-requests.ts'
import { documentRoute } from './document-route.ts'
import type { EndpointName, Metrics } from './metrics.ts'
import type { RateLimits } from './rate-limits.ts'
import { readFormBody } from './read-form-body.ts'
import { readJsonBody } from './read-json-body.ts'
import type { RequestInfo } from './request-info.ts'
import { type HeaderList, refuseMethod, sendOAuth } from './send-oauth.ts'
import { toProofRequest } from './to-proof-request.ts'

/** A request as it arrives, and the headers that its answer carries whatever it says. */
export interface Arrival {
  readonly info: RequestInfo
  readonly headers: HeaderList
}

/** Answers a request straight on `node:http`. */
export type DirectRoute = (
  req: IncomingMessage,
  res: ServerResponse,
  arrival: Arrival,
) => void | Promise<void>

export type OAuthEndpoint = (request: OAuthRequest) => Promise<OAuthResponse>

export interface DirectRouteParts {
  readonly tokenEndpoint: OAuthEndpoint
  readonly loginEndpoint: LoginEndpoint
  readonly introspectionEndpoint: OAuthEndpoint
  readonly revocationEndpoint: OAuthEndpoint
  readonly rateLimits: RateLimits
  readonly metrics: Metrics
  readonly logger: Pick<Logger, 'error'>
  /** The same object until the keys change. */
  readonly jwks: () => object
  readonly metadata: () => object
  readonly issuer: string
}

/**
 * The paths that machines call all day. They stand in front of Express, which costs several times
 * as much per request as everything that a token needs.
 */
export function directRoutes(parts: DirectRouteParts): ReadonlyMap<string, DirectRoute> {
  const token = formRoute('token', parts.tokenEndpoint, parts)
  const metadata = documentRoute(parts.jwks, parts.metadata, JWKS_MAX_AGE_SECONDS)
  const resourceMetadata = toResourceMetadata(parts.issuer)
  const resource = documentRoute(
    () => resourceMetadata,
    () => resourceMetadata,
    JWKS_MAX_AGE_SECONDS,
  )
  const { pathname } = new URL(parts.issuer)
  const issuerPath = pathname === '/' ? '' : pathname
  return new Map<string, DirectRoute>([
    ...TOKEN_ENDPOINT_PATHS.map((path) => [path, token] as const),
    ['/v1/serviceaccounts/login', loginRoute(parts.loginEndpoint, parts)],
    ['/oauth/introspect', formRoute('introspection', parts.introspectionEndpoint, parts)],
    ['/oauth/revoke', formRoute('revocation', parts.revocationEndpoint, parts)],
    ['/.well-known/jwks.json', documentRoute(parts.jwks, parts.jwks, JWKS_MAX_AGE_SECONDS)],
    ['/.well-known/openid-configuration', metadata],
    [`/.well-known/oauth-authorization-server${issuerPath}`, metadata],
    [toResourceMetadataUrl(parts.issuer).pathname, resource],
  ])
}

type PostParts = Pick<DirectRouteParts, 'rateLimits' | 'metrics' | 'logger'>

/** The OAuth endpoints take forms, by POST only (RFC 6749 §3.2, RFC 7662 §2.1, RFC 7009 §2.1). */
function formRoute(name: EndpointName, endpoint: OAuthEndpoint, parts: PostParts): DirectRoute {
  return postRoute(name, parts, async (req, info) => {
    const form = parseForm(await readFormBody(req))
    const dpop = toProofRequest(req)
    const authorization = readAuthorization(req)
    const { address, correlationId } = info
    return endpoint({ form, authorization, dpop, address, correlationId })
  })
}

/** The login call takes JSON; there is nothing to authenticate by besides the token in it. */
function loginRoute(endpoint: LoginEndpoint, parts: PostParts): DirectRoute {
  return postRoute('login', parts, async (req, info) => {
    const body = await readJsonBody(req)
    const dpop = toProofRequest(req)
    return endpoint({ body, form: noForm, authorization: undefined, dpop, ...info })
  })
}

const noForm: Form = parseForm('')

/** Answers POST alone, within the limits, and turns what is thrown into an answer. */
function postRoute(
  name: EndpointName,
  { rateLimits, metrics, logger }: PostParts,
  answer: (req: IncomingMessage, info: RequestInfo) => Promise<OAuthResponse>,
): DirectRoute {
  const durations = metrics.durationsOf(name)
  return async (req, res, { info, headers: always }) => {
    const begun = performance.now()
    const { secondsToWait, headers: limits } = rateLimits.take(info.address)
    const headers = [...always, ...limits]
    if (secondsToWait > 0)
      return sendOAuth(res, toErrorResponse(refuseRate(secondsToWait)), headers)
    if (req.method !== 'POST') return refuseMethod(res, 'POST', headers)
    try {
      sendOAuth(res, await answer(req, info), headers)
    } catch (error) {
      if (!req.errored) noteUnexpected(error, info, logger)
      sendOAuth(res, toErrorResponse(error), headers)
    }
    durations.add((performance.now() - begun) / 1000)
  }
}

/** A refusal is an answer like any other, and who goes away gets none; what nobody foresaw is logged. */
function noteUnexpected(
  err: unknown,
  { correlationId }: RequestInfo,
  logger: Pick<Logger, 'error'>,
): void {
  if (!(err instanceof OAuthError)) logger.error({ err, correlationId }, 'OAuth request failed')
}

function refuseRate(seconds: number): OAuthError {
  return tooManyRequests('Too many requests; try again later.', seconds, { reason: 'rate_limited' })
}

function readAuthorization(req: IncomingMessage): string | undefined {
  // Nearly nobody sends it, and the distinct headers are made anew for every request.
  if (req.headers.authorization === undefined) return undefined
  const values = req.headersDistinct.authorization
  if ((values?.length ?? 0) > 1) {
    throw new OAuthError('invalid_request', 'The Authorization header was sent more than once.')
  }
  return values?.[0]
}
