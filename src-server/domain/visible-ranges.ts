import type { Permission } from '#contract/permissions.ts'
import { decideAccess, type Grant, type Subject } from './decide-access.ts'
import { isWithin, listChain, toTreeOrder } from './paths.ts'

/** A stretch of the tree order; `until` is exclusive. */
export interface TreeRange {
  readonly from: string
  readonly until: string
}

/** Sorts after everything in any tree order. */
const END = '\uffff'

/** The stretch of the tree order that a namespace and everything below it take up. */
export function toRange(path: string): TreeRange {
  if (path === '') return { from: '', until: END }
  // U+0002 is the first character after the separator of the tree order.
  return { from: toTreeOrder(path), until: `${toTreeOrder(path)}\u0002` }
}

/**
 * Finds where in the tree a subject holds a permission, as few stretches in order, so that a list
 * can skip what must not be seen instead of looking at it.
 */
export function findVisibleRanges(subject: Subject, permission: Permission): readonly TreeRange[] {
  if (subject.standing === 'administrator') return [toRange('')]
  const points = [
    ...new Set([
      ...subject.grants.map((grant) => grant.namespacePath),
      ...(subject.restriction?.namespaces ?? []),
    ]),
  ].toSorted((one, other) => (toTreeOrder(one) < toTreeOrder(other) ? -1 : 1))
  const grantsAt = new Map<string, Grant[]>()
  for (const grant of subject.grants) {
    const known = grantsAt.get(grant.namespacePath)
    if (known) known.push(grant)
    else grantsAt.set(grant.namespacePath, [grant])
  }
  const subjectAt = (path: string): Subject => ({
    ...subject,
    grants: listChain(path).flatMap((namespace) => grantsAt.get(namespace) ?? []),
  })
  return points
    .filter((path) => decideAccess(subjectAt(path), permission, path).allowed)
    .flatMap((path) =>
      cutOut(
        toRange(path),
        points.filter((point) => isBelow(point, path)),
      ),
    )
    .filter(({ from, until }) => from < until)
    .toSorted((one, other) => (one.from < other.from ? -1 : 1))
}

function isBelow(path: string, namespacePath: string): boolean {
  return path !== namespacePath && isWithin(path, namespacePath)
}

/** Leaves out the stretches of the points below, each of which is decided for itself. */
function cutOut(range: TreeRange, below: readonly string[]): readonly TreeRange[] {
  const holes = below.map(toRange)
  const starts = [range.from, ...holes.map((hole) => hole.until)]
  const ends = [...holes.map((hole) => hole.from), range.until]
  let furthest = range.from
  return starts.flatMap((start, index) => {
    if (start > furthest) furthest = start
    const until = ends[index] ?? range.until
    return furthest < until ? [{ from: furthest, until }] : []
  })
}
