import { networkInterfaces } from 'node:os'
import type { NetworkAddress } from '#contract/server.ts'

/** Lists this computer's addresses in networks; link-local ones are left out, since they need a zone. */
export function listNetworkAddresses(): readonly NetworkAddress[] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ internal, address }) => !internal && !/^(?:fe80:|169\.254\.)/i.test(address))
      .map(({ address, family }) => ({ address, interface: name, family })),
  )
}
