import { type CookieOptions, type Request, Router } from 'express'
import { z } from 'zod'
import type { AuditLog } from '#server/audit/audit-log.ts'
import type { Principal } from '#server/domain/decide-access.ts'
import { AppError } from '#server/errors.ts'
import { toAdministrator } from '#server/operations/administrator.ts'
import { requireOwnOrigin } from './own-origin.ts'
import { readJson } from './read-json.ts'
import type { RequestInfo } from './request-info.ts'
import type { Sessions } from './sessions.ts'

const COOKIE = 'doorward_session'

const SignIn = z.union([
  z.strictObject({ link: z.string().max(256) }),
  z.strictObject({ token: z.string().max(256) }),
])

export interface SessionRouteParts {
  readonly sessions: Sessions
  readonly audit: AuditLog
  readonly authenticateToken: (token: string) => Principal
  readonly issuer: string
  readonly infoOf: (req: Request) => RequestInfo
}

/** Signs people in to the browser window, by a one-time link or a token, and out again. */
export function sessionRoutes(parts: SessionRouteParts): Router {
  const router = Router()
  router.use('/session', requireOwnOrigin(parts.issuer))

  router.post('/session', ...readJson(), async (req, res) => {
    const input = SignIn.safeParse(req.body)
    if (!input.success) {
      throw new AppError('validation_failed', 'Send {"link": "…"} or {"token": "…"}.')
    }
    const principal = identify(input.data, req, parts)
    record(parts, req, { result: 'ok', principal })
    const cookie = parts.sessions.start(principal)
    res.cookie(COOKIE, cookie, toCookieOptions(parts.issuer)).status(204).end()
  })

  router.delete('/session', (req, res) => {
    parts.sessions.end(readCookie(req))
    res.clearCookie(COOKIE, toCookieOptions(parts.issuer)).status(204).end()
  })
  return router
}

/** Finds who a request of the window comes from, by its session cookie. */
export function findSession(req: Request, sessions: Sessions): Principal | undefined {
  return sessions.find(readCookie(req))
}

function identify(
  input: z.infer<typeof SignIn>,
  req: Request,
  parts: SessionRouteParts,
): Principal {
  if ('link' in input) {
    if (parts.sessions.redeemLink(input.link)) return toAdministrator('browser_session')
    record(parts, req, { result: 'refused', reason: 'link_not_valid' })
    throw new AppError(
      'unauthenticated',
      'This sign-in link was used already or is older than ten minutes. Restart the server for a new one, or sign in with an API token.',
    )
  }
  try {
    return { ...parts.authenticateToken(input.token), authenticatedBy: 'browser_session' }
  } catch (error) {
    record(parts, req, { result: 'refused', reason: 'token_not_valid' })
    throw error
  }
}

interface SignInOutcome {
  readonly result: 'ok' | 'refused'
  readonly reason?: string
  readonly principal?: Principal
}

function record(parts: SessionRouteParts, req: Request, { principal, ...outcome }: SignInOutcome) {
  const { correlationId, address } = parts.infoOf(req)
  parts.audit.append({
    action: 'session.start',
    actor: principal?.actor ?? { kind: 'system', id: 'nobody', name: 'Not signed in' },
    ...outcome,
    address,
    correlationId,
  })
}

function toCookieOptions(issuer: string): CookieOptions {
  return {
    httpOnly: true,
    sameSite: 'strict',
    secure: issuer.startsWith('https:'),
    path: '/',
  }
}

function readCookie(req: Request): string {
  const pairs = (req.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([name]) => name === COOKIE)?.[1] ?? ''
}
