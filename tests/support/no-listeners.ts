import { defaultListening } from '#server/domain/decide-listening.ts'
import type { Listeners } from '#server/operations/context.ts'

/** For operations that are called without a server around them. */
export const noListeners: Listeners = {
  given: {
    ...{ host: undefined, port: undefined, publicUrl: undefined, tls: undefined },
    setBy: { host: undefined, port: undefined, publicUrl: undefined, tls: undefined },
  },
  started: defaultListening,
  certificate: undefined,
  tryAddress: async () => undefined,
  main: { host: '', port: 0, url: '' },
  shared: undefined,
  listNetworkAddresses: () => [],
  share: () => Promise.reject(new Error('There is no server.')),
  unshare: () => Promise.reject(new Error('There is no server.')),
}
