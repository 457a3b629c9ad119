import type { Permission } from '#contract/permissions.ts'
import { decideAccess, type Subject } from '#server/domain/decide-access.ts'
import { findVisibleRanges, type TreeRange } from '#server/domain/visible-ranges.ts'
import { missingPermission } from './authorize.ts'
import type { PageRequest } from './pages.ts'

interface TreeIndex<R> {
  readonly read: (page: PageRequest) => readonly R[]
  readonly orderOf: (record: R) => string
}

/**
 * Reads records in tree order, jumping over every part of the tree in which the subject lacks the
 * permission; costs what it returns, however large the rest is.
 */
export function readVisible<R>(
  subject: Subject,
  permission: Permission,
  index: TreeIndex<R>,
): (page: PageRequest) => readonly R[] {
  const ranges = findVisibleRanges(subject, permission)
  return ({ after, limit }) => {
    const records: R[] = []
    for (const range of ranges) {
      if (after !== undefined && range.until <= after) continue
      for (const record of readRange(range, index, after, limit - records.length)) {
        records.push(record)
      }
      if (records.length >= limit) break
    }
    return records
  }
}

function readRange<R>(
  { from, until }: TreeRange,
  { read, orderOf }: TreeIndex<R>,
  after: string | undefined,
  limit: number,
): readonly R[] {
  const start = after !== undefined && after >= from ? after : justBefore(from)
  const records = read(start === undefined ? { limit } : { after: start, limit })
  return records.filter((record) => orderOf(record) < until)
}

/** The index begins after a position, and the first record of a range must not be missed. */
function justBefore(from: string): string | undefined {
  if (from === '') return undefined
  const last = from.charCodeAt(from.length - 1)
  return `${from.slice(0, -1)}${String.fromCharCode(last - 1)}\uffff`
}

/** Lets a list of one namespace through, or throws as for the namespace itself. */
export function requireVisible(
  subject: Subject,
  permission: Permission,
  namespace: string,
  hidden: () => Error,
): void {
  if (decideAccess(subject, permission, namespace).allowed) return
  const sees = namespace === '' || seesNamespace(subject, namespace)
  throw sees ? missingPermission(permission, namespace) : hidden()
}

function seesNamespace(subject: Subject, namespace: string): boolean {
  return (['group:view', 'workspace:view'] as const).some(
    (permission) => decideAccess(subject, permission, namespace).allowed,
  )
}
