import { findNamespacePath, requireNamespace } from '#server/access/find.ts'
import { toEnabledSubject } from '#server/access/subjects.ts'
import { type Grant, rankGrants, type Subject } from '#server/domain/decide-access.ts'
import type { Membership, NamedToken, PrincipalRef } from '#server/domain/model.ts'
import { isWithin, listChain, toParentPath } from '#server/domain/paths.ts'
import type { Transaction } from '#server/store/collections.ts'
import { toRestriction } from './authenticate.ts'
import { toAffected } from './memberships.ts'
import { requireNoGain } from './require-no-gain.ts'

export interface MoveQuestion {
  readonly caller: Subject
  readonly from: string
  readonly to: string
  /** Memberships that end with the move. */
  readonly lost: readonly Membership[]
}

/**
 * A move changes who has a role above the group: those of the new place gain one, and those of the
 * old place may lose one that held a higher one down. The caller must hold whatever anybody gains,
 * in the group as it lies now; throws `gain_not_allowed`.
 */
export function requireNoGainByMove(tx: Transaction, question: MoveQuestion): void {
  for (const principal of listAffected(tx, question)) {
    const before = toAffected(tx, principal)
    requireNoGain({ caller: question.caller, before, after: toMoved(before, question) })
  }
  for (const token of listReaching(tx, question)) {
    const owner = toEnabledSubject(tx, token.owner)
    const before = { ...owner, restriction: toRestriction({ read: tx }, token) }
    const restriction = before.restriction && {
      ...before.restriction,
      namespaces: [...(before.restriction.namespaces ?? []), question.from],
    }
    const after = { ...toMoved(owner, question), restriction }
    requireNoGain({ caller: question.caller, before, after })
  }
}

/** Everybody with a role above the old or the new place, but not above both. */
function listAffected(tx: Transaction, question: MoveQuestion): Iterable<PrincipalRef> {
  const [old, fresh] = toAncestors(question)
  const paths = [...old.filter((path) => !fresh.includes(path)), ...listFresh(question)]
  const members = paths.flatMap((path) =>
    tx.memberships.list('namespace', requireNamespace(tx, path).id),
  )
  return new Map(members.map(({ principal }) => [principal.id, principal])).values()
}

/** Tokens that reach into the new place but not into the old one. */
function listReaching(tx: Transaction, question: MoveQuestion): readonly NamedToken[] {
  const fresh = listFresh(question)
  return tx.namedTokens
    .list('all', 'all')
    .filter(({ namespaceIds }) =>
      namespaceIds?.some((id) => fresh.includes(findNamespacePath(tx, id) ?? '')),
    )
}

function toAncestors({ from, to }: MoveQuestion): readonly [readonly string[], readonly string[]] {
  return [listChain(toParentPath(from)), listChain(toParentPath(to))]
}

function listFresh(question: MoveQuestion): readonly string[] {
  const [old, fresh] = toAncestors(question)
  return fresh.filter((path) => !old.includes(path))
}

/**
 * The subject as it will be, told in the paths of today: what counts at the new place counts as if
 * it were held on the group itself, beside the roles below.
 */
function toMoved(subject: Subject, { from, to, lost }: MoveQuestion): Subject {
  const ended = new Set(lost.map(({ id }) => id))
  const kept = subject.grants.filter(({ memberId }) => !ended.has(memberId))
  const relocate = (path: string) => (isWithin(path, from) ? to + path.slice(from.length) : path)
  const moved = kept.map((grant) => ({ ...grant, namespacePath: relocate(grant.namespacePath) }))
  const homePath = relocate(subject.homePath)
  const { nearest } = rankGrants({ grants: moved, homePath }, to)
  const atGroup = nearest.map((grant): Grant => ({ ...grant, namespacePath: from }))
  const below = kept.filter(
    ({ namespacePath }) => namespacePath !== from && isWithin(namespacePath, from),
  )
  return { ...subject, grants: [...atGroup, ...below], homePath: '' }
}
