import { isProblemCode } from './error-wording.ts'
import { createProblem, ProblemError } from './problem.ts'

const LINK = /^#sign-in=(.+)$/

/** Takes the one-time link out of the address, before anything can copy or keep it. */
export function takeSignInLink(location: Location, history: History): string | undefined {
  const link = LINK.exec(location.hash)?.[1]
  if (link === undefined) return undefined

  history.replaceState(history.state, '', `${location.pathname}${location.search}`)
  return decodeURIComponent(link)
}

export async function signInWithLink(link: string): Promise<void> {
  await callSession('POST', { link })
}

export async function signInWithToken(token: string): Promise<void> {
  await callSession('POST', { token })
}

export async function signOut(): Promise<void> {
  await callSession('DELETE')
}

async function callSession(method: 'POST' | 'DELETE', body?: object): Promise<void> {
  const response = await send(method, body)
  if (response.ok) return

  throw new ProblemError(await readProblem(response, body))
}

async function send(method: string, body?: object): Promise<Response> {
  try {
    return await fetch('/session', {
      method,
      credentials: 'same-origin',
      ...(body && {
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    })
  } catch {
    // fetch rejects only when nobody answered.
    throw new ProblemError(createProblem('unreachable', {}))
  }
}

async function readProblem(response: Response, body?: object) {
  const answer: unknown = await response.json().catch(() => ({}))
  // Safe: every member is checked before it is used.
  const { code, detail, correlationId } = (answer ?? {}) as Record<string, unknown>
  const known = isProblemCode(code)
    ? code
    : response.status === 401
      ? 'unauthenticated'
      : 'unexpected'
  const isUsedLink = known === 'unauthenticated' && body !== undefined && 'link' in body

  return createProblem(isUsedLink ? 'sign_in_link_invalid' : known, {
    detail: typeof detail === 'string' && !isUsedLink ? detail : undefined,
    correlationId: typeof correlationId === 'string' ? correlationId : undefined,
  })
}
