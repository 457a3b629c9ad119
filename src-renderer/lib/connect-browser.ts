import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { DoorwardClient } from '#contract/contract.ts'

/** Connects to the server that served this page; the session cookie tells it who calls. */
export function connectBrowser(onError: (error: unknown) => void): DoorwardClient {
  const link = new RPCLink({
    url: new URL('/rpc', window.location.origin).href,
    fetch: (request, init) => fetch(request, { ...init, credentials: 'same-origin' }),
    interceptors: [
      async ({ next }) => {
        try {
          return await next()
        } catch (error) {
          onError(error)
          throw error
        }
      },
    ],
  })
  return createORPCClient(link)
}
