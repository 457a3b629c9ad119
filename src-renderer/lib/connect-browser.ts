import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { DoorwardClient } from '#contract/contract.ts'
import { isUnauthenticated } from './problem.ts'

/**
 * Connects to the server that served this page; the session cookie tells it who calls. A call that
 * is refused because the session ended is told; `whoami` is how one finds out, so it never is.
 */
export function connectBrowser(onSessionEnded: () => void): DoorwardClient {
  const link = new RPCLink({
    url: new URL('/rpc', window.location.origin).href,
    fetch: (request, init) => fetch(request, { ...init, credentials: 'same-origin' }),
    interceptors: [
      async ({ next, path }) => {
        try {
          return await next()
        } catch (error) {
          if (isUnauthenticated(error) && path[0] !== 'whoami') onSessionEnded()
          throw error
        }
      },
    ],
  })
  return createORPCClient(link)
}
