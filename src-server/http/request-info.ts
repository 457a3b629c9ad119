import type { IncomingMessage } from 'node:http'

/** Who asks, as the socket tells it, and the id under which logs and audit find the request. */
export interface RequestInfo {
  readonly correlationId: string
  readonly address: string
}

/** Keeps what is known of a request beside it. */
export class RequestInfos {
  readonly #infos = new WeakMap<IncomingMessage, RequestInfo>()
  readonly #newId: () => string

  constructor(newId: () => string) {
    this.#newId = newId
  }

  /** Gives the request's info, made at the first call. */
  of(req: IncomingMessage): RequestInfo {
    const known = this.#infos.get(req)
    if (known) return known
    const info = this.create(req)
    this.#infos.set(req, info)
    return info
  }

  /** Makes the info of a request that nobody else will ask for. */
  create(req: IncomingMessage): RequestInfo {
    return { correlationId: this.#newId(), address: toAddress(req.socket.remoteAddress) }
  }
}

/** IPv4 clients of a dual-stack socket look like `::ffff:192.0.2.1`. */
function toAddress(address: string | undefined): string {
  return address?.startsWith('::ffff:') ? address.slice('::ffff:'.length) : (address ?? '')
}
