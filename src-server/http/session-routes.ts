import { type CookieOptions, type Request, Router } from 'express'
import { z } from 'zod'
import type { AuditLog } from '#server/audit/audit-log.ts'
import type { Principal } from '#server/domain/decide-access.ts'
import { parseSecret } from '#server/domain/secret-format.ts'
import { AppError } from '#server/errors.ts'
import { toAdministrator } from '#server/operations/administrator.ts'
import type { Caller } from '#server/operations/context.ts'
import { requireOwnOrigin } from './own-origin.ts'
import { readJson } from './read-json.ts'
import type { RequestInfo } from './request-info.ts'
import type { Sessions } from './sessions.ts'

const COOKIE = 'doorward_session'

const SignIn = z.union([
  z.strictObject({ link: z.string().max(256) }),
  z.strictObject({ token: z.string().max(256) }),
])

type SignIn = z.infer<typeof SignIn>

export interface SessionRouteParts {
  readonly sessions: Sessions
  readonly audit: AuditLog
  /** Finds out who calls; throws `unauthenticated`. */
  readonly authenticate: (caller: Caller, address: string) => Promise<Principal>
  readonly hashOf: (token: string) => string
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
    const caller = toSessionCaller(input.data, parts)
    const principal = await identify(caller, input.data, req, parts)
    record(parts, req, { result: 'ok', principal })
    const cookie = parts.sessions.start(caller)
    res.cookie(COOKIE, cookie, toCookieOptions(parts.issuer)).status(204).end()
  })

  router.delete('/session', (req, res) => {
    parts.sessions.end(readCookie(req))
    res.clearCookie(COOKIE, toCookieOptions(parts.issuer)).status(204).end()
  })
  return router
}

/** Finds who a request of the window comes from, by its session cookie. */
export function findSession(req: Request, sessions: Sessions): Caller {
  return sessions.find(readCookie(req)) ?? { kind: 'nobody' }
}

/** Finds the session of a request that a window makes by itself, and what tells when it ends. */
export function peekSession(req: Request, sessions: Sessions) {
  const cookie = readCookie(req)
  const caller: Caller = sessions.peek(cookie) ?? { kind: 'nobody' }
  return { caller, isSignedIn: () => sessions.peek(cookie) !== undefined }
}

/** What the session will stand on: a link is used up here, a token must stay good. */
function toSessionCaller(
  input: SignIn,
  { sessions, hashOf }: Pick<SessionRouteParts, 'sessions' | 'hashOf'>,
): Caller {
  if ('link' in input) {
    return sessions.redeemLink(input.link)
      ? { kind: 'known', principal: toAdministrator('browser_session') }
      : { kind: 'nobody' }
  }
  const parsed = parseSecret(input.token)
  if (parsed?.prefix !== 'dwat') return { kind: 'nobody' }
  return { kind: 'session', tokenId: `tok_${parsed.publicId}`, tokenHash: hashOf(input.token) }
}

async function identify(
  caller: Caller,
  input: SignIn,
  req: Request,
  parts: SessionRouteParts,
): Promise<Principal> {
  try {
    if ('link' in input) return requireLinked(caller)
    const bearer = { kind: 'bearer', token: input.token } as const
    const principal = await parts.authenticate(bearer, parts.infoOf(req).address)
    return requirePerson(principal)
  } catch (error) {
    const reason = 'link' in input ? 'link_not_valid' : 'token_not_valid'
    record(parts, req, { result: 'refused', reason })
    throw error
  }
}

/** Who came by a good link is known already. */
function requireLinked(caller: Caller): Principal {
  if (caller.kind === 'known') return caller.principal
  throw new AppError(
    'unauthenticated',
    'This sign-in link was used already or is older than ten minutes. Restart the server for a new one, or sign in with an API token.',
  )
}

/** The window is for people; service accounts use the API. */
function requirePerson(principal: Principal): Principal {
  if (principal.actor.kind !== 'service_account') return principal
  throw new AppError(
    'unauthenticated',
    'Service accounts cannot sign in to the window. Use the token of a person, or call the API with this one.',
  )
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
