import { RPCHandler } from '@orpc/server/message-port'
import type { RunningServer } from '#server/start-server.ts'
import type { Port } from './receive-port.ts'

/** Lets the window's port speak to the router; each call gets a context of its own. */
export async function answerPort(
  server: Pick<RunningServer, 'loadRouter' | 'contextForDesktop'>,
  port: Port,
): Promise<void> {
  new RPCHandler(await server.loadRouter()).upgrade(port, {
    // Read for every message, so that each call has its own correlation id.
    get context() {
      return server.contextForDesktop()
    },
  })
  port.start()
}
