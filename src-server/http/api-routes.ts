import { OpenAPIHandler } from '@orpc/openapi/node'
import type { ORPCError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/node'
import { type Request, Router } from 'express'
import { type ErrorCode, ErrorData, errorCodes } from '#contract/error-codes.ts'
import { AppError } from '#server/errors.ts'
import type { OperationContext } from '#server/operations/context.ts'
import type { OperationRouter } from '#server/operations/router.ts'
import { requireOwnOrigin } from './own-origin.ts'
import { readJson } from './read-json.ts'
import type { RequestInfo } from './request-info.ts'
import { findSession, peekSession } from './session-routes.ts'
import type { Sessions } from './sessions.ts'
import { toPath } from './to-path.ts'
import { toProofRequest } from './to-proof-request.ts'

export interface ApiRouteParts {
  readonly router: OperationRouter
  readonly openApiDocument: () => Promise<object>
  readonly infoOf: (req: Request) => RequestInfo
  readonly sessions: Sessions
  readonly issuer: string
}

/**
 * The management API over REST; callers authenticate by a token or an app password. A DELETE carries
 * its options in the query, since a body of it means nothing (RFC 9110 §9.3.5).
 */
export function restRoutes({ router, openApiDocument, infoOf }: ApiRouteParts): Router {
  const routes = Router()
  const handler = new OpenAPIHandler(router, { rootInterceptors: [throwRefusal] })

  // Made once, when somebody asks: it takes longer than most calls, and everybody may ask.
  let document: Promise<object> | undefined
  routes.get('/api/v1/openapi.json', async (_req, res) => {
    document ??= openApiDocument()
    res.json(await document)
  })

  routes.use('/api/v1', ...readJson(), async (req, res) => {
    // Answers may carry secrets, and none is the same tomorrow.
    res.set('cache-control', 'no-store')
    const context = toApiContext(req, infoOf(req))
    if (req.method === 'DELETE') req.body ??= readQuery(req.url)
    const { matched } = await handler.handle(req, res, { prefix: '/api/v1', context })
    if (!matched) throw new AppError('not_found', 'There is no such call in this API.')
  })
  return routes
}

/** By hand: to `URL`, a target that begins with two slashes names a host. */
function readQuery(target: string): URLSearchParams {
  return new URLSearchParams(target.slice(toPath(target).length))
}

const FOLLOW = '/changes'

/** The same operations for the browser window; callers are known by their session. */
export function windowRpcRoutes({ router, infoOf, sessions, issuer }: ApiRouteParts): Router {
  const routes = Router()
  const handler = new RPCHandler(router, { strictGetMethodPluginEnabled: true })

  routes.use('/rpc', requireOwnOrigin(issuer), ...readJson(), async (req, res) => {
    // A window follows the changes whether or not anybody looks at it.
    const session =
      req.path === FOLLOW ? peekSession(req, sessions) : { caller: findSession(req, sessions) }
    res.set('cache-control', 'no-store')
    const context: OperationContext = { ...infoOf(req), ...session }
    const { matched } = await handler.handle(req, res, { prefix: '/rpc', context })
    if (!matched) throw new AppError('not_found', 'There is no such call.')
  })
  return routes
}

/** The context of a call whose caller shows a token or a password. */
export function toApiContext(req: Request, info: RequestInfo): OperationContext {
  return { ...info, caller: toCaller(req) }
}

/** Two headers are refused: a proxy in between may have judged the other one. */
function toCaller(req: Request): OperationContext['caller'] {
  if ((req.headersDistinct.authorization?.length ?? 0) > 1) {
    throw new AppError('invalid_request', 'The Authorization header was sent more than once.')
  }
  const { authorization = '' } = req.headers
  const [, scheme, token] = /^(bearer|dpop) +(\S+)$/i.exec(authorization) ?? []
  if (token && scheme?.toLowerCase() === 'bearer') return { kind: 'bearer', token }
  if (token) return { kind: 'dpop', token, proof: toProofRequest(req, req.originalUrl) }
  const basic = /^basic +([\w+/-]+={0,2})$/i.exec(authorization)
  const text = Buffer.from(basic?.[1] ?? '', 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 1) return { kind: 'nobody' }
  return { kind: 'basic', name: text.slice(0, colon), password: text.slice(colon + 1) }
}

interface Answer {
  readonly matched: boolean
  readonly response?: { readonly status: number; readonly body?: unknown } | undefined
}

/** Takes refusals out of the handler, so that every one leaves through the same exit as a problem. */
async function throwRefusal<A extends Answer>({ next }: { next: () => Promise<A> }): Promise<A> {
  const answer = await next()
  if ((answer.response?.status ?? 200) < 400) return answer
  const { code, message, data } = (answer.response?.body ?? {}) as Partial<
    ORPCError<string, unknown>
  >
  const known = ErrorData.safeParse(data)
  const isOurs = code !== undefined && Object.hasOwn(errorCodes, code) && known.success
  if (!isOurs) throw new AppError('invalid_request', 'The request could not be read.')
  const { errors: fields = [], retryAfterSeconds } = known.data
  // Safe: `code` was just found in the table.
  throw new AppError(code as ErrorCode, message ?? '', { fields, retryAfterSeconds })
}
