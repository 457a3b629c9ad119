import { implement } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { contract } from '#contract/contract.ts'
import { CONNECT_MESSAGE, connectDesktop } from '#renderer/lib/connect-desktop.ts'
import { createFakeClient } from './fake-client.ts'

afterEach(() => vi.restoreAllMocks())

describe('the connection of the desktop window', () => {
  it('hands one end of a port to the preload script, to this origin only, and calls over it', async () => {
    const post = vi.spyOn(window, 'postMessage').mockImplementation(() => undefined)
    const client = connectDesktop()
    const [message, origin, ports]: readonly unknown[] = post.mock.calls[0] ?? []
    expect(message).toBe(CONNECT_MESSAGE)
    expect(origin).toBe(window.location.origin)

    // Safe: the spy saw the very arguments that the window would get.
    const [port] = ports as MessagePort[]
    if (!port) throw new Error('No port was handed over.')
    serve(port)
    expect(await client.whoami()).toMatchObject({ actor: { name: 'Administrator' } })
    port.close()
  })
})

function serve(port: MessagePort): void {
  const answer = createFakeClient()
  const router = { whoami: implement(contract.whoami).handler(() => answer.whoami()) }
  new RPCHandler(router).upgrade(port)
  port.start()
}
