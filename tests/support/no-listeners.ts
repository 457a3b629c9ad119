import type { Listeners } from '#server/operations/context.ts'

/** For operations that are called without a server around them. */
export const noListeners: Listeners = {
  main: { host: '', port: 0, url: '' },
  shared: undefined,
  listNetworkAddresses: () => [],
  share: () => Promise.reject(new Error('There is no server.')),
  unshare: () => Promise.reject(new Error('There is no server.')),
}
