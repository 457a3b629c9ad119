import type { Issuer, IssuerKeySet } from '#server/domain/model.ts'
import type { DoorwardStore } from '#server/store/collections.ts'

/** Where the last good key set of each issuer outlives a restart. */
export interface KeptKeySets {
  find(issuer: Issuer): IssuerKeySet | undefined
  save(keySet: IssuerKeySet): Promise<void>
}

/** Says where an issuer's keys come from; keys that were fetched by other settings are not its keys. */
export function toBasis(issuer: Issuer): string {
  const { url, keySource, certificateAuthority, allowPrivateNetwork } = issuer
  return JSON.stringify([url, keySource, certificateAuthority, allowPrivateNetwork])
}

/** Keeps key sets in the store; those of issuers that are gone or were changed are not kept. */
export function keepInStore(store: DoorwardStore): KeptKeySets {
  return {
    find(issuer) {
      const kept = store.read.issuerKeySets.find(issuer.id)
      return kept?.basis === toBasis(issuer) ? kept : undefined
    },
    save: (keySet) =>
      store.change((tx) => {
        const issuer = tx.issuers.find(keySet.id)
        if (issuer && toBasis(issuer) === keySet.basis) tx.issuerKeySets.put(keySet)
      }),
  }
}
