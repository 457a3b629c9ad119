import { CONNECT_CHANNEL } from './bridge-channels.ts'
import type { Sender } from './our-frame.ts'

/** The part of Electron's port that is used here. */
export interface Port {
  on(event: string, listener: (event?: { data: unknown }) => void): unknown
  postMessage(message: unknown): void
  start(): void
  close(): void
}

/** The part of Electron that hands in ports from pages. */
export interface PortReceiver {
  on(
    channel: string,
    listener: (event: Sender & { readonly ports: readonly Port[] }) => void,
  ): unknown
}

export interface PortParts {
  readonly receiver: PortReceiver
  readonly isOurs: (event: Sender) => boolean
  /** Answers what comes through the port. */
  readonly serve: (port: Port) => Promise<void> | void
  readonly onFailure: (cause: unknown) => void
}

/** Takes the port that our own window sends, one at a time: a page that loads again replaces it. */
export function receivePort({ receiver, isOurs, serve, onFailure }: PortParts): void {
  const held: { port?: Port } = {}

  receiver.on(CONNECT_CHANNEL, (event) => {
    const [port, ...others] = event.ports
    for (const other of others) other.close()
    if (!port) return
    if (!isOurs(event)) return port.close()

    held.port?.close()
    held.port = port
    Promise.resolve(serve(port)).catch(onFailure)
  })
}
