import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { StartError } from '#server/errors.ts'
import type { ServerCertificate } from '#server/keys/server-certificate.ts'
import { type Listening, listen, stopListening } from './listen.ts'

/** What runs there may take this long to finish. */
const GRACE_MS = 1_000

export interface SharedListener {
  readonly host: string
  readonly port: number
  readonly url: string
  readonly until: number | undefined
}

export interface SharingParts {
  readonly answer: RequestListener
  readonly now: () => number
  /** Addresses that proofs of possession may name; the shared one is among them while it lasts. */
  readonly origins: string[]
  /** Without one the listener speaks plain HTTP. */
  readonly certificate?: ServerCertificate | undefined
  /** Told when the time of sharing is over. */
  readonly onOver: (ended: SharedListener) => void
}

interface Open extends SharedListener {
  readonly listening: Listening
  readonly timer: NodeJS.Timeout | undefined
}

/** A second listener on the local network, opened on purpose and for a while; never after a restart. */
export class Sharing {
  readonly #parts: SharingParts
  #open: Open | undefined
  #isOpening = false

  constructor(parts: SharingParts) {
    this.#parts = parts
  }

  get current(): SharedListener | undefined {
    return this.#open
  }

  /** Opens the listener; throws a `StartError` that names what is in the way. */
  async begin(host: string, port: number, until: number | undefined): Promise<void> {
    if (this.#open || this.#isOpening) throw new StartError('It is shared already.', 1)
    this.#isOpening = true
    const listening = await listen(host, port, this.#parts.certificate).finally(() => {
      this.#isOpening = false
    })
    const { server, url } = listening
    server.on('request', this.#parts.answer)
    this.#parts.origins.push(url)
    const wait = until === undefined ? undefined : until - this.#parts.now()
    const timer = wait === undefined ? undefined : setTimeout(() => void this.#runOut(), wait)
    timer?.unref()
    this.#open = { host, port: portOf(server), url, until, listening, timer }
  }

  async end(): Promise<void> {
    const open = this.#open
    if (!open) return
    this.#open = undefined
    clearTimeout(open.timer)
    this.#parts.origins.splice(this.#parts.origins.indexOf(open.url), 1)
    await stopListening(open.listening.server, GRACE_MS)
  }

  async #runOut(): Promise<void> {
    const ended = this.#open
    await this.end()
    if (ended) this.#parts.onOver(ended)
  }
}

/** The port that a server is really bound to. */
export function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
