import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Express } from 'express'
import { type ErrorCode, errorCodes } from '#contract/error-codes.ts'
import { noStore } from '#server/oauth/no-store.ts'
import type { DirectRoute } from './direct-routes.ts'
import { createHostCheck } from './hosts.ts'
import type { RequestInfos } from './request-info.ts'
import { setSecurityHeaders } from './security-headers.ts'
import { sendOAuth } from './send-oauth.ts'
import { toPath } from './to-path.ts'

export interface RequestListenerParts {
  readonly app: Express
  readonly direct: ReadonlyMap<string, DirectRoute>
  readonly issuer: string
  readonly infos: RequestInfos
}

/** Answers every request: checks the host, sets the headers, then hands the request on. */
export function createRequestListener({ app, direct, issuer, infos }: RequestListenerParts) {
  const isOwnHost = createHostCheck(issuer)
  const isHttps = issuer.startsWith('https:')

  return (req: IncomingMessage, res: ServerResponse): void => {
    setSecurityHeaders(res, isHttps)
    res.setHeader('x-correlation-id', infos.of(req).correlationId)
    const route = direct.get(toPath(req.url))
    const refuse = (code: ErrorCode, detail: string) => {
      sendRefusal(res, code, detail, infos.of(req).correlationId)
    }
    if (!isReadable(req.url)) refuse('invalid_request', 'The address of the request is no path.')
    else if (isOwnHost(req.headers.host)) void (route ?? app)(req, res)
    else if (route) refuseHostOfOAuth(res)
    else refuse('host_not_allowed', HINT)
  }
}

const HINT =
  'Use an IP address, localhost, or the public URL; DOORWARD_PUBLIC_URL sets the name that people use.'

/** Problems are for the management API; OAuth clients read the errors of RFC 6749 §5.2. */
function refuseHostOfOAuth(res: ServerResponse): void {
  const body = { error: 'invalid_request', error_description: HINT }
  sendOAuth(res, { status: errorCodes.host_not_allowed.status, headers: noStore, body })
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
