import type { ListeningAddress } from '#contract/server.ts'
import { isOnNetwork } from '#server/domain/decide-listening.ts'
import { toInstant, toInstantOrNull } from '#server/domain/times.ts'
import { AppError, StartError } from '#server/errors.ts'
import type { Chain } from './chain.ts'
import type { OperationParts } from './context.ts'
import { implementListening, toView } from './listening.ts'

const HOUR_MS = 3_600_000

/** Implements the operations on the running server. */
export function implementServer(chain: Chain, parts: OperationParts) {
  const { server } = chain
  const { listeners, now } = parts
  return {
    get: server.get.handler(() => ({
      ...listAddresses(parts),
      version: parts.server.version,
      issuer: parts.server.issuer,
      hasPublicUrl: parts.server.hasPublicUrl,
      startedAt: toInstant(parts.server.startedAt),
      requestsLastMinute: parts.requests.lastMinute,
      dataDirectory: parts.server.dataDirectory,
      shareable: [...listeners.listNetworkAddresses()],
      ...pickNotices(parts),
    })),

    share: server.share.handler(async ({ input, context: { progress } }) => {
      if (progress) progress.before = listAddresses(parts)
      const { address, port = listeners.main.port, hours, withoutTls } = input
      if (listeners.shared) throw new AppError('already_enabled', 'It is shared already.')
      requireOwnAddress(parts, address)
      if (!withoutTls && !listeners.certificate)
        throw refuse('withoutTls', 'This server has no TLS: confirm that on purpose.')
      const until = hours === undefined ? undefined : now() + hours * HOUR_MS
      await listeners.share(address, port, until).catch((cause: unknown) => {
        if (!(cause instanceof StartError)) throw cause
        throw refuse('port', cause.message)
      })
      return listAddresses(parts)
    }),

    unshare: server.unshare.handler(async ({ context: { progress } }) => {
      if (progress) progress.before = listAddresses(parts)
      if (!listeners.shared) throw new AppError('not_enabled', 'It is not shared.')
      await listeners.unshare()
      return listAddresses(parts)
    }),

    requests: server.requests.handler(({ input }) => ({
      items: parts.requests
        .list(input.after)
        .map(({ at, ...request }) => ({ ...request, at: toInstant(at) })),
    })),

    ...implementListening(chain, parts),
  }
}

function pickNotices(parts: OperationParts) {
  const { restartNeeded, certificate } = toView(parts)
  if (!certificate) return { restartNeeded, certificate }
  const { expiresAt, trouble } = certificate
  return { restartNeeded, certificate: { expiresAt, trouble } }
}

function requireOwnAddress({ listeners }: OperationParts, address: string): void {
  if (listeners.listNetworkAddresses().some((own) => own.address === address)) return
  throw refuse('address', 'This is no address of this computer in a network.')
}

function refuse(field: string, message: string): AppError {
  return new AppError('validation_failed', message, { fields: [{ field, message }] })
}

function listAddresses({ listeners }: OperationParts): { addresses: ListeningAddress[] } {
  const { main, shared } = listeners
  const opened = { ...main, shared: false, until: null, reach: reachOf(main.host) }
  if (!shared) return { addresses: [opened] }
  const { host, port, url, until } = shared
  const second = { host, port, url, shared: true, until: toInstantOrNull(until) }
  return { addresses: [opened, { ...second, reach: reachOf(host) }] }
}

function reachOf(host: string): ListeningAddress['reach'] {
  return isOnNetwork(host) ? 'network' : 'this_computer'
}
