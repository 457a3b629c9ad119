import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { DoorwardClient } from '#contract/contract.ts'

/** What the preload script listens for; the other end of our channel comes with it. */
export const CONNECT_MESSAGE = 'doorward:connect'

/** Connects to the main process over a port of our own; no credentials are needed. */
export function connectDesktop(): DoorwardClient {
  const { port1: clientPort, port2: serverPort } = new MessageChannel()
  const link = new RPCLink({ port: clientPort })
  clientPort.start()
  window.postMessage(CONNECT_MESSAGE, window.location.origin, [serverPort])
  return createORPCClient(link)
}
