import type { Lockout as LockoutView } from '#contract/lockouts.ts'
import { type Reader, requireAccount, requireLockout } from '#server/access/find.ts'
import { decideAccess } from '#server/domain/decide-access.ts'
import type { Lockout } from '#server/domain/model.ts'
import { toInstant } from '#server/domain/times.ts'
import type { Chain } from './chain.ts'
import type { OperationParts } from './context.ts'
import { namespaceOfPrincipal } from './find-target.ts'
import { readGathered, toPage } from './pages.ts'
import { requireSeenOwner } from './visible-principal.ts'

/** Implements the operations on lockouts. */
export function implementLockouts({ lockouts }: Chain, parts: OperationParts) {
  const { read } = parts.store
  return {
    list: lockouts.list.handler(({ input, context }) => {
      requireSeenOwner(read, context, input)
      const accountId = input.account && requireAccount(read, input.account).id
      const isVisible = ({ accountId: id }: Lockout) => {
        const namespace = namespaceOfPrincipal(read, { kind: 'service_account', id })
        return decideAccess(context.subject, 'client_credential:view', namespace).allowed
      }
      const visible = parts.lockouts.list(accountId).filter(isVisible)
      const positionOf = ({ id }: Lockout) => id
      const view = (lockout: Lockout) => toView(read, lockout)
      const textOf = (lockout: Lockout) => `${view(lockout).account.path} ${lockout.address}`
      return toPage(input, { read: readGathered(visible, positionOf), positionOf, textOf }, view)
    }),

    delete: lockouts.delete.handler(async ({ input }) => {
      await parts.lockouts.clear(requireLockout(read, input.lockout))
    }),
  }
}

function toView(read: Reader, { accountId, ...lockout }: Lockout): LockoutView {
  return {
    id: lockout.id,
    account: { id: accountId, path: read.serviceAccounts.find(accountId)?.path ?? accountId },
    address: lockout.address,
    failures: lockout.failures,
    since: toInstant(lockout.since),
    until: toInstant(lockout.until),
  }
}
