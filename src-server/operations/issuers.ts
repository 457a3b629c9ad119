import type { Issuer } from '#server/domain/model.ts'
import type { Chain } from './chain.ts'
import type { OperationParts } from './context.ts'
import { type PageRequest, toPage } from './pages.ts'
import { toIssuerView } from './views.ts'

/** Implements the operations on issuers. */
export function implementIssuers({ issuers }: Chain, { store, issuerKeys }: OperationParts) {
  const listing = {
    read: (page: PageRequest) => store.read.issuers.list('all', 'all', page),
    positionOf: (issuer: Issuer) => issuer.url,
    textOf: (issuer: Issuer) => `${issuer.url} ${issuer.label}`,
  }
  return {
    list: issuers.list.handler(({ input }) =>
      toPage(input, listing, (issuer) => toIssuerView(store.read, issuerKeys, issuer)),
    ),
  }
}
