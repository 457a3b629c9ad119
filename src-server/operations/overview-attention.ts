import type { Permission } from '#contract/permissions.ts'
import { nameOfPrincipal } from '#server/access/find.ts'
import type { Refusal } from '#server/audit/token-activity.ts'
import { decideAccess, type Subject } from '#server/domain/decide-access.ts'
import type { PrincipalRef, ServiceAccount } from '#server/domain/model.ts'
import { toParentPath } from '#server/domain/paths.ts'
import { toInstant, toInstantOrNull } from '#server/domain/times.ts'
import type { OperationParts } from './context.ts'
import { namespaceOfPrincipal } from './find-target.ts'

const DAY_MS = 86_400_000
const EXPIRING_DAYS = 14
const UNUSED_DAYS = 90
/** More than that is for the lists. */
const SHOWN = 5

/** Tells an account that somebody made from those that come with Doorward. */
export function isOrdinary({ kind }: ServiceAccount): boolean {
  return kind === 'group' || kind === 'system'
}

/** Tells of the places of a list whether they may be seen, asking once for each. */
function createSight(subject: Subject, permission: Permission): (namespace: string) => boolean {
  const known = new Map<string, boolean>()
  return (namespace) => {
    const seen = known.get(namespace) ?? decideAccess(subject, permission, namespace).allowed
    known.set(namespace, seen)
    return seen
  }
}

/** Gives what expires soon, the most urgent first. */
export function showExpiring({ store: { read }, now }: OperationParts, subject: Subject) {
  const [from, until] = [now(), now() + EXPIRING_DAYS * DAY_MS]
  const isSoon = (expiresAt: number | null) =>
    expiresAt !== null && expiresAt > from && expiresAt <= until
  const seesSecrets = createSight(subject, 'client_credential:view')
  const seesTokens = createSight(subject, 'token:view')
  const placeOf = (owner: PrincipalRef) => namespaceOfPrincipal(read, owner)
  const secrets = [...read.clientSecrets.values()]
    .filter(({ expiresAt }) => isSoon(expiresAt))
    .map(({ id, hint, accountId, expiresAt }) => {
      const owner = { kind: 'service_account', id: accountId } as const
      return { kind: 'client_secret', id, name: hint, owner, expiresAt } as const
    })
    .filter(({ owner }) => seesSecrets(placeOf(owner)))
  const tokens = [...read.namedTokens.values()]
    .filter(({ expiresAt }) => isSoon(expiresAt))
    .filter(({ owner }) => seesTokens(placeOf(owner)))
    .map(({ id, name, owner, expiresAt }) => {
      return { kind: 'named_token', id, name, owner, expiresAt: expiresAt ?? 0 } as const
    })
  const soonest = [...secrets, ...tokens].toSorted((one, two) => one.expiresAt - two.expiresAt)
  return {
    withinDays: EXPIRING_DAYS,
    count: soonest.length,
    items: soonest.slice(0, SHOWN).map(({ owner, expiresAt, ...credential }) => ({
      ...credential,
      owner: { ...owner, name: nameOfPrincipal(read, owner) },
      expiresAt: toInstant(expiresAt),
    })),
  }
}

/** Gives the accounts that nobody seems to need, the longest unused first. */
export function showUnused({ store: { read }, now }: OperationParts, subject: Subject) {
  const horizon = now() - UNUSED_DAYS * DAY_MS
  const sees = createSight(subject, 'service_account:view')
  const usedAt = ({ id }: ServiceAccount) => read.usages.find(id)?.at
  const latest = (account: ServiceAccount) => usedAt(account) ?? account.createdAt
  const unused = [...read.serviceAccounts.values()]
    .filter((account) => isOrdinary(account) && !account.disabled)
    .filter((account) => latest(account) < horizon && sees(toParentPath(account.path)))
    .toSorted((one, two) => latest(one) - latest(two))
  return {
    forDays: UNUSED_DAYS,
    count: unused.length,
    items: unused.slice(0, SHOWN).map((account) => ({
      id: account.id,
      path: account.path,
      lastUsedAt: toInstantOrNull(usedAt(account)),
      createdAt: toInstant(account.createdAt),
    })),
  }
}

/** Gives the latest refusals; of unknown callers, to those who see everything. */
export function showRefusals({ activity, attempts, store }: OperationParts, subject: Subject) {
  const sees = createSight(subject, 'audit:view')
  const accountOf = ({ actor }: Refusal) =>
    actor.kind === 'service_account' ? store.read.serviceAccounts.find(actor.id) : undefined
  return activity.refusals
    .filter((refusal) => sees(toParentPath(accountOf(refusal)?.path ?? '')))
    .slice(0, SHOWN)
    .map((refusal) => ({
      at: toInstant(refusal.at),
      reason: refusal.reason,
      account: accountOf(refusal)?.path ?? null,
      address: refusal.address,
      correlationId: refusal.correlationId,
      attempt: attempts.findByCorrelationId(refusal.correlationId)?.id ?? null,
    }))
}
