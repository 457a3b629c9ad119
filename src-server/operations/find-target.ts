import type { OperationMeta, Target } from '#contract/operation.ts'
import type { Group, ServiceAccount } from '#server/domain/model.ts'
import { toParentPath } from '#server/domain/paths.ts'
import { AppError } from '#server/errors.ts'
import type { DoorwardStore } from '#server/store/collections.ts'

/** What an operation acts on and the namespace in which its permission is needed. */
export interface FoundTarget {
  readonly namespace: string
  readonly id?: string
  readonly path?: string
}

type Reader = Pick<DoorwardStore, 'read'>['read']

/** Finds what a checked input refers to; throws `not_found`. */
export function findTarget(read: Reader, on: OperationMeta['on'], input: unknown): FoundTarget {
  return finders[on.kind](read, referenceIn(input, on))
}

const finders = {
  installation: () => ({ namespace: '' }),
  caller: () => ({ namespace: '' }),
  visible: () => ({ namespace: '' }),
  namespace(read, reference) {
    if (reference === '') return { namespace: '' }
    const group = requireGroup(read, reference)
    return { namespace: group.path, id: group.id, path: group.path }
  },
  service_account(read, reference) {
    const account = requireAccount(read, reference)
    return { namespace: toParentPath(account.path), id: account.id, path: account.path }
  },
} as const satisfies Record<Target['kind'], (read: Reader, reference: string) => FoundTarget>

/** Finds a group by id or path; throws `not_found`. */
export function requireGroup(read: Pick<Reader, 'groups'>, reference: string): Group {
  const group = read.groups.find(reference) ?? read.groups.findBy('path', reference)
  if (group) return group
  throw new AppError('not_found', `There is no group "${reference}", or you may not see it.`)
}

/** Finds a service account by id or path; throws `not_found`. */
export function requireAccount(
  read: Pick<Reader, 'serviceAccounts'>,
  reference: string,
): ServiceAccount {
  const account =
    read.serviceAccounts.find(reference) ?? read.serviceAccounts.findBy('path', reference)
  if (account) return account
  throw new AppError(
    'not_found',
    `There is no service account "${reference}", or you may not see it.`,
  )
}

/** An absent reference stands for the installation's root. */
function referenceIn(input: unknown, on: Target): string {
  if (!('field' in on) || typeof input !== 'object' || input === null) return ''
  const value: unknown = Object.getOwnPropertyDescriptor(input, on.field)?.value
  return typeof value === 'string' ? value : ''
}
