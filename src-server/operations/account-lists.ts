import type { AccountMethod, AccountOrder } from '#contract/service-accounts.ts'
import { notFound, type Reader, requireNamespace } from '#server/access/find.ts'
import { decideAccess, type Subject } from '#server/domain/decide-access.ts'
import type { ServiceAccount } from '#server/domain/model.ts'
import { listChain, toContentOrder } from '#server/domain/paths.ts'
import { ROOT } from '#server/store/collections.ts'
import { findMethods } from './account-methods.ts'
import { type PageRequest, readGathered, toPage } from './pages.ts'
import { toAccountView } from './views.ts'
import { readVisible, requireVisible } from './visible.ts'

interface AccountQuery {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly search?: string | undefined
  readonly group?: string | undefined
  readonly inherited: boolean
  readonly method?: AccountMethod | undefined
  readonly disabled?: boolean | undefined
  readonly issuer?: string | undefined
  readonly expiringWithinDays?: number | undefined
  readonly unusedForDays?: number | undefined
  readonly sort: AccountOrder
}

const DAY_MS = 86_400_000

/** Lists the accounts that a caller sees and asked for, those of one group or all. */
export function listAccounts(read: Reader, caller: Subject, query: AccountQuery, now: number) {
  const namespace = query.group === undefined ? undefined : requireSeen(read, caller, query.group)
  const readAll = namespace
    ? readGroups(read, caller, namespace.path, query.inherited)
    : readVisible(caller, 'service_account:view', {
        read: (page) => read.serviceAccounts.list('all', 'all', page),
        orderOf,
      })
  const listing = {
    ...inOrder(read, query.sort, readAll),
    textOf: ({ path, description }: ServiceAccount) => `${path} ${description}`,
    ...(isNarrowed(query) && { isVisible: wantedBy(read, query, now) }),
  }
  return toPage(query, listing, (account) =>
    toAccountView(read, account, namespace && inheritedFrom(read, account, namespace.id)),
  )
}

function requireSeen(read: Reader, caller: Subject, reference: string) {
  const namespace = requireNamespace(read, reference)
  const hidden = () => notFound('namespace', reference)
  requireVisible(caller, 'service_account:view', namespace.path, hidden)
  return namespace
}

type ReadAccounts = (page: PageRequest) => readonly ServiceAccount[]

function orderOf({ path }: ServiceAccount): string {
  return toContentOrder(path)
}

/** The accounts of a group, and, when asked, those of the groups above that may act in it. */
function readGroups(
  read: Reader,
  caller: Subject,
  path: string,
  withInherited: boolean,
): ReadAccounts {
  if (!withInherited) {
    const { id } = requireNamespace(read, path)
    return (page) => read.serviceAccounts.list('group', id, page)
  }
  const found = listChain(path)
    .filter((each) => decideAccess(caller, 'service_account:view', each).allowed)
    .flatMap((each) => read.serviceAccounts.list('group', requireNamespace(read, each).id))
  return readGathered(found, orderOf)
}

/** By path the index is in order already; for every other order all are gathered first. */
function inOrder(read: Reader, sort: AccountOrder, readAll: ReadAccounts) {
  if (sort === 'path') return { read: readAll, positionOf: orderOf }

  const positionOf = (account: ServiceAccount) =>
    `${sortValueOf(read, sort, account)}\u0000${orderOf(account)}`
  const all = readAll({ limit: Number.POSITIVE_INFINITY })
  return { read: readGathered(all, positionOf, sort.startsWith('-')), positionOf }
}

function sortValueOf(read: Reader, sort: AccountOrder, account: ServiceAccount): string {
  switch (sort) {
    case 'lastUsedAt':
    case '-lastUsedAt':
      return toDigits(read.usages.find(account.id)?.at ?? 0)
    case 'expiresAt':
    case '-expiresAt':
      return toDigits(findExpiry(read, account) ?? Number.MAX_SAFE_INTEGER)
    case 'createdAt':
    case '-createdAt':
      return toDigits(account.createdAt)
    default:
      return ''
  }
}

function isNarrowed(query: AccountQuery): boolean {
  const { method, disabled, issuer, expiringWithinDays, unusedForDays } = query
  const narrowing = [method, disabled, issuer, expiringWithinDays, unusedForDays]
  return narrowing.some((each) => each !== undefined)
}

function wantedBy(read: Reader, query: AccountQuery, now: number) {
  const { method, disabled, issuer, expiringWithinDays, unusedForDays } = query
  const trusting = issuer === undefined ? undefined : findTrusting(read, issuer)
  return (account: ServiceAccount): boolean =>
    (trusting === undefined || trusting.has(account.id)) &&
    (disabled === undefined || account.disabled === disabled) &&
    (method === undefined || hasMethod(read, account, method)) &&
    (expiringWithinDays === undefined || isExpiring(read, account, expiringWithinDays, now)) &&
    (unusedForDays === undefined || isUnused(read, account, unusedForDays, now))
}

/** The accounts that have a policy for an issuer; of an unknown one there are none. */
function findTrusting(read: Reader, reference: string): ReadonlySet<string> {
  const issuer = read.issuers.find(reference) ?? read.issuers.findBy('url', reference)
  const policies = issuer ? read.trustPolicies.list('issuer', issuer.id) : []
  return new Set(policies.map(({ accountId }) => accountId))
}

function hasMethod(read: Reader, account: ServiceAccount, method: AccountMethod): boolean {
  const { clientCredentials, trustPolicies, publicKeys } = findMethods(read, account)
  const has = {
    client_credentials: clientCredentials,
    oidc_federation: trustPolicies > 0,
    public_key: publicKeys > 0,
  }
  return has[method]
}

function isExpiring(read: Reader, account: ServiceAccount, days: number, now: number): boolean {
  const expiresAt = findExpiry(read, account)
  return expiresAt !== undefined && expiresAt > now && expiresAt <= now + days * DAY_MS
}

/** An account younger than that had no chance to be used. */
function isUnused(read: Reader, account: ServiceAccount, days: number, now: number): boolean {
  const since = now - days * DAY_MS
  return account.createdAt < since && (read.usages.find(account.id)?.at ?? 0) < since
}

/** The newest secret outlives the others. */
function findExpiry(read: Reader, { id }: ServiceAccount): number | undefined {
  return read.clientSecrets.list('account', id).at(-1)?.expiresAt
}

function inheritedFrom(read: Reader, account: ServiceAccount, namespaceId: string): string | null {
  if ((account.groupId ?? ROOT) === namespaceId) return null
  return account.groupId === null ? ROOT : (read.groups.find(account.groupId)?.path ?? null)
}

/** Positions are compared as text, so numbers need leading zeros. */
function toDigits(value: number): string {
  return String(value).padStart(16, '0')
}
