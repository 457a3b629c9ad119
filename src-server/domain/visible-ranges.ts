import type { Permission } from '#contract/permissions.ts'
import { decideAccess, narrowSubject, type Subject } from './decide-access.ts'
import { toTreeOrder } from './paths.ts'

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

/** A stretch that is still open while the tree is walked through. */
interface Stretch {
  readonly until: string
  readonly isVisible: boolean
}

/**
 * Finds where in the tree a subject holds a permission, as few stretches in order, so that a list
 * can skip what must not be seen instead of looking at it.
 */
export function findVisibleRanges(subject: Subject, permission: Permission): readonly TreeRange[] {
  if (subject.standing === 'administrator') return [toRange('')]
  const toSubjectAt = narrowSubject(subject)
  const ranges: TreeRange[] = []
  const around: Stretch[] = []
  let from = ''
  const goTo = (position: string) => {
    if (around.at(-1)?.isVisible) addRange(ranges, { from, until: position })
    from = position
  }

  for (const path of listTurningPoints(subject)) {
    const range = toRange(path)
    leaveUntil(range.from, around, goTo)
    goTo(range.from)
    const { allowed } = decideAccess(toSubjectAt(path), permission, path)
    around.push({ until: range.until, isVisible: allowed })
  }
  leaveUntil(END, around, goTo)
  return ranges
}

/** The namespaces at which the subject's access may change, in tree order. */
function listTurningPoints({ grants, restriction }: Subject): readonly string[] {
  const points = new Set([
    ...grants.map((grant) => grant.namespacePath),
    ...(restriction?.namespaces ?? []),
  ])
  return [...points].toSorted((one, other) => (toTreeOrder(one) < toTreeOrder(other) ? -1 : 1))
}

/** Leaves every stretch that ends before a position, the innermost first. */
function leaveUntil(position: string, around: Stretch[], goTo: (position: string) => void): void {
  for (let last = around.at(-1); last && last.until <= position; last = around.at(-1)) {
    goTo(last.until)
    around.pop()
  }
}

/** Adds a stretch behind the others, as one with the last where they touch. */
function addRange(ranges: TreeRange[], { from, until }: TreeRange): void {
  if (from >= until) return
  const last = ranges.at(-1)
  if (last?.until === from) ranges[ranges.length - 1] = { from: last.from, until }
  else ranges.push({ from, until })
}
