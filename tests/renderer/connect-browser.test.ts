import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connectBrowser } from '#renderer/lib/connect-browser.ts'

const send = vi.fn<typeof fetch>()

beforeEach(() => vi.stubGlobal('fetch', send))
afterEach(() => {
  vi.unstubAllGlobals()
  send.mockReset()
})

function refuse(code: string, status: number) {
  const json = { defined: true, code, status, message: 'No.', data: { correlationId: 'req_1' } }
  send.mockImplementation(async () => Response.json({ json }, { status }))
}

describe('the connection of the browser window', () => {
  it('calls the server that served the page, with its cookie', async () => {
    send.mockImplementation(async () => Response.json({ json: { items: [], nextCursor: null } }))
    await connectBrowser(vi.fn()).groups.list({})

    const [request, init] = send.mock.calls[0] ?? []
    expect(request instanceof Request && request.url).toBe(
      `${window.location.origin}/rpc/groups/list`,
    )
    expect(init?.credentials).toBe('same-origin')
  })

  it.each([
    ['is told when a call finds the session ended', 'unauthenticated', 401, 1],
    ['is not told of other refusals', 'forbidden', 403, 0],
  ])('%s', async (_, code, status, times) => {
    refuse(code, status)
    const onSessionEnded = vi.fn()
    await expect(connectBrowser(onSessionEnded).groups.list({})).rejects.toMatchObject({ code })

    expect(onSessionEnded).toHaveBeenCalledTimes(times)
  })

  it('does not ask again who one is because asking was refused', async () => {
    refuse('unauthenticated', 401)
    const onSessionEnded = vi.fn()
    await expect(connectBrowser(onSessionEnded).whoami()).rejects.toMatchObject({ status: 401 })

    expect(onSessionEnded).not.toHaveBeenCalled()
  })
})
