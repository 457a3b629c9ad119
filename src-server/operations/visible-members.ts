import { findNamespacePath, type Reader } from '#server/access/find.ts'
import { decideAccess, type Subject } from '#server/domain/decide-access.ts'
import type { Membership } from '#server/domain/model.ts'
import { toTreeOrder } from '#server/domain/paths.ts'
import { ROOT } from '#server/store/collections.ts'
import type { PageRequest } from './pages.ts'
import { readVisible } from './visible.ts'

interface Place {
  readonly id: string
  /** Where the namespace stands in the tree. */
  readonly order: string
}

/** How many namespaces one look at an index takes. */
const STEP = 100

/** Where a membership stands when all are listed: by namespace, and there by age. */
export function toMemberPosition(read: Reader, { id, namespaceId }: Membership): string {
  return `${toTreeOrder(findNamespacePath(read, namespaceId) ?? ROOT)}\u0000${id}`
}

/** Reads the memberships that a subject may see; costs what it returns and the namespaces on the way. */
export function readVisibleMembers(
  read: Reader,
  subject: Subject,
): (page: PageRequest) => readonly Membership[] {
  return ({ after, limit }) => {
    const [order, id = ''] = after?.split('\u0000') ?? []
    const found: Membership[] = []
    for (const place of walkPlaces(read, subject, order)) {
      const page = { limit: limit - found.length }
      const rest = place.order === order ? { ...page, after: id } : page
      found.push(...read.memberships.list('namespace', place.id, rest))
      if (found.length >= limit) break
    }
    return found
  }
}

/** Visits the namespaces whose members a subject may see, in tree order, beginning with one. */
function* walkPlaces(read: Reader, subject: Subject, from = ROOT): Generator<Place> {
  const first = findPlace(read, subject, from)
  if (first) yield first
  const groups = walk(subject, from, (page) => read.groups.list('all', 'all', page))
  const workspaces = walk(subject, from, (page) => read.workspaces.list('all', 'all', page))
  let group = groups.next()
  let workspace = workspaces.next()
  while (!group.done || !workspace.done) {
    if (!group.done && (workspace.done || group.value.order < workspace.value.order)) {
      yield group.value
      group = groups.next()
    } else if (!workspace.done) {
      yield workspace.value
      workspace = workspaces.next()
    }
  }
}

function findPlace(read: Reader, subject: Subject, order: string): Place | undefined {
  const path = order.replaceAll('\u0001', '/')
  if (!decideAccess(subject, 'member:view', path).allowed) return undefined
  if (path === ROOT) return { id: ROOT, order }
  const found = read.groups.findBy('path', path) ?? read.workspaces.findBy('path', path)
  return found && { id: found.id, order }
}

interface Namespace {
  readonly id: string
  readonly path: string
}

function* walk(
  subject: Subject,
  from: string,
  list: (page: PageRequest) => readonly Namespace[],
): Generator<Place> {
  const orderOf = ({ path }: Namespace) => toTreeOrder(path)
  const readOn = readVisible(subject, 'member:view', { read: list, orderOf })
  for (let after = from; ; ) {
    const page = readOn({ after, limit: STEP })
    for (const namespace of page) yield { id: namespace.id, order: orderOf(namespace) }
    const last = page.at(-1)
    if (page.length < STEP || !last) return
    after = orderOf(last)
  }
}
