import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { type ErrorCode, errorCodes } from '#contract/error-codes.ts'
import type { RequestLog } from '#server/audit/request-log.ts'
import { noStore } from '#server/oauth/no-store.ts'
import type { DirectRoute } from './direct-routes.ts'
import { createHostCheck } from './hosts.ts'
import type { RequestInfo, RequestInfos } from './request-info.ts'
import { createSecurityHeaders } from './security-headers.ts'
import { type HeaderList, sendOAuth } from './send-oauth.ts'
import { toPath } from './to-path.ts'

export interface RequestListenerParts {
  readonly app: RequestListener
  readonly direct: ReadonlyMap<string, DirectRoute>
  readonly issuer: string
  readonly infos: RequestInfos
  readonly requests: RequestLog
  /** Whether this server itself speaks TLS, and not a proxy in front of it. */
  readonly isSecure?: boolean
  /** Hosts that our own certificate is for, too. */
  readonly names?: readonly string[]
  /** Leaves the window out, as what is shared without TLS must. */
  readonly withoutWindow?: boolean
}

/** Answers every request: checks the host, gathers the headers, then hands the request on. */
export function createRequestListener(parts: RequestListenerParts) {
  const { app, direct, issuer, infos, requests, withoutWindow = false } = parts
  const isOwnHost = createHostCheck(issuer, parts.names)
  const headersFor = createSecurityHeaders(issuer, parts.isSecure ?? false)

  return (req: IncomingMessage, res: ServerResponse): void => {
    const isOwn = isOwnHost(req.headers.host)
    const route = direct.get(toPath(req.url))
    if (!route) {
      answerByApp(req, res, isOwn)
      return
    }
    const info = infos.create(req)
    logEnd(req, res, info)
    const { list } = headersFor(req.headers.host)
    const headers = [...list, 'x-correlation-id', info.correlationId]
    if (isOwn) void route(req, res, { info, headers })
    else refuseHostOfOAuth(res, headers)
  }

  function answerByApp(req: IncomingMessage, res: ServerResponse, isOwn: boolean): void {
    const info = infos.of(req)
    const { correlationId } = info
    if (!isOfWindow(req.url)) logEnd(req, res, info)
    res.setHeaders(new Map(headersFor(req.headers.host).map))
    res.setHeader('x-correlation-id', correlationId)
    const refuse = (code: ErrorCode, detail: string) => {
      sendRefusal(res, code, detail, correlationId)
    }
    if (!isReadable(req.url)) refuse('invalid_request', 'The address of the request is no path.')
    else if (!isOwn) refuse('host_not_allowed', HINT)
    else if (withoutWindow && !isForMachines(req.url)) refuse('not_found', NOT_SHARED)
    else app(req, res)
  }

  function logEnd(req: IncomingMessage, res: ServerResponse, info: RequestInfo): void {
    const begun = performance.now()
    // Express makes another of it on the way.
    const { url: target } = req
    requests.begin(info.correlationId)
    res.once('close', () => {
      requests.end({
        method: req.method ?? '',
        target,
        status: res.writableEnded ? res.statusCode : null,
        durationMs: performance.now() - begun,
        address: info.address,
        correlationId: info.correlationId,
      })
    })
  }
}

const NOT_SHARED = 'Only the API is shared on the network; the window is not.'

/** What services and monitoring call. */
function isForMachines(target: string | undefined): boolean {
  return /^\/(?:api\/|healthz$|readyz$)/.test(toPath(target))
}

/** The parts of the window itself tell nothing. */
function isOfWindow(target = ''): boolean {
  return target.startsWith('/assets/')
}

const HINT =
  'Use an IP address, localhost, or the host of the public URL (DOORWARD_PUBLIC_URL). A proxy in front has to pass the Host header on as it came.'

/** Problems are for the management API; OAuth clients read the errors of RFC 6749 §5.2. */
function refuseHostOfOAuth(res: ServerResponse, common: HeaderList): void {
  const body = { error: 'invalid_request', error_description: HINT }
  sendOAuth(res, { status: errorCodes.host_not_allowed.status, headers: noStore, body }, common)
}

/** Express answers what it cannot take apart by a page of its own. */
function isReadable(target = ''): boolean {
  return target.startsWith('/') || URL.canParse(target)
}

function sendRefusal(
  res: ServerResponse,
  code: ErrorCode,
  detail: string,
  correlationId: string,
): void {
  const { status, title } = errorCodes[code]
  const type = `urn:doorward:problem:${code}`
  res.writeHead(status, { 'content-type': 'application/problem+json' })
  res.end(JSON.stringify({ type, title, status, code, detail, correlationId }))
}
