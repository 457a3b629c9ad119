import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ProblemError } from '#renderer/lib/problem.ts'
import { signInWithLink, signInWithToken, takeSignInLink } from '#renderer/lib/session.ts'

const send = vi.fn<typeof fetch>()

beforeEach(() => vi.stubGlobal('fetch', send))
afterEach(() => {
  vi.unstubAllGlobals()
  send.mockReset()
  window.history.replaceState(null, '', '/')
})

const problem = (status: number, code: string) =>
  new Response(JSON.stringify({ code, detail: 'because', correlationId: 'req_1' }), { status })

async function catchProblem(attempt: Promise<void>) {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return error instanceof ProblemError ? error.problem : undefined
}

describe('the one-time link', () => {
  it('is taken out of the address and out of the history', () => {
    window.history.pushState(null, '', '/groups/acme?tab=groups#sign-in=once-only')
    const entries = window.history.length

    expect(takeSignInLink(window.location, window.history)).toBe('once-only')
    expect(window.location.href).not.toContain('once-only')
    expect(window.location.pathname + window.location.search).toBe('/groups/acme?tab=groups')
    expect(window.history.length).toBe(entries)
  })

  it.each(['', '#', '#content', '#sign-in=', '#x-sign-in=a'])('is not seen in "%s"', (hash) => {
    window.history.pushState(null, '', `/${hash}`)

    expect(takeSignInLink(window.location, window.history)).toBeUndefined()
    expect(window.location.hash).toBe(hash === '#' ? '' : hash)
  })

  it('is sent in the body, never in the address', async () => {
    send.mockResolvedValue(new Response(null, { status: 204 }))
    await signInWithLink('once-only')

    expect(send.mock.calls[0]?.[0]).toBe('/session')
    expect(send.mock.calls[0]?.[1]).toMatchObject({ method: 'POST', body: '{"link":"once-only"}' })
  })

  it('has its own words when it is used up', async () => {
    send.mockResolvedValue(problem(401, 'unauthenticated'))

    expect(await catchProblem(signInWithLink('used'))).toMatchObject({
      code: 'sign_in_link_invalid',
      correlationId: 'req_1',
    })
  })
})

describe('signing in with a token', () => {
  it('tells a refused token from an unreachable server', async () => {
    send.mockResolvedValueOnce(problem(401, 'unauthenticated'))
    expect(await catchProblem(signInWithToken('x'))).toMatchObject({ code: 'unauthenticated' })

    send.mockRejectedValueOnce(new TypeError('Failed to fetch'))
    expect(await catchProblem(signInWithToken('x'))).toMatchObject({ code: 'unreachable' })
  })

  it('does not trip over an answer that is not JSON', async () => {
    send.mockResolvedValue(new Response('<html>', { status: 502 }))

    expect(await catchProblem(signInWithToken('x'))).toMatchObject({ code: 'unexpected' })
  })
})
