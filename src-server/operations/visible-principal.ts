import {
  findNamespacePath,
  type Namespace,
  notFound,
  type Reader,
  requireNamespace,
  requirePrincipal,
} from '#server/access/find.ts'
import { toSubject } from '#server/access/subjects.ts'
import { decideAccess, type Principal, type Subject } from '#server/domain/decide-access.ts'
import type { PrincipalRef } from '#server/domain/model.ts'
import { isWithin } from '#server/domain/paths.ts'
import { ROOT } from '#server/store/collections.ts'
import { namespaceOfPrincipal } from './find-target.ts'

export interface Asking {
  readonly principal: Principal
  readonly subject: Subject
}

export interface Known {
  /** What shows a caller who is a member of a place. */
  readonly permission: 'member:view' | 'access:view'
  /** The place that is asked about, where one is; its members from above are known there too. */
  readonly namespace?: string | undefined
}

/** Finds a principal that a caller sees, or meets as a member somewhere; throws `not_found`. */
export function requireKnownPrincipal(
  read: Reader,
  asking: Asking,
  reference: string,
  { permission, namespace }: Known,
): PrincipalRef {
  const found = requirePrincipal(read, reference)
  const sees = (path: string) => decideAccess(asking.subject, permission, path).allowed
  const place = namespace === undefined ? undefined : findPath(read, namespace)
  const isMet = toSubject(read, found).grants.some(
    ({ namespacePath: path }) =>
      sees(path) || (place !== undefined && isWithin(place, path) && sees(place)),
  )
  if (isMet || seesPrincipal(read, asking, found)) return found
  throw principalNotFound(found, reference)
}

function findPath(read: Reader, reference: string): string | undefined {
  if (reference === ROOT) return ROOT
  return (
    findNamespacePath(read, reference) ??
    (read.groups.findBy('path', reference) ?? read.workspaces.findBy('path', reference))?.path
  )
}

/** Tells whether a caller may know of a principal: their own, or one of a kind and place they see. */
function seesPrincipal(
  read: Reader,
  { principal: { actor }, subject }: Asking,
  asked: PrincipalRef,
): boolean {
  if (actor.id === asked.id) return true
  const home = namespaceOfPrincipal(read, asked)
  return decideAccess(subject, `${asked.kind}:view`, home).allowed
}

/** The answer for a principal that the caller may not know of; the same as for one that is not there. */
function principalNotFound({ kind }: PrincipalRef, reference: string): Error {
  const name = reference.replace(/^(?:serviceAccount|service_account|user|team):/, '')
  return notFound(kind === 'service_account' ? 'service account' : kind, name)
}

/** Finds a principal to whom a caller may give something; people and teams are known by name to all. */
export function requireGrantee(read: Reader, asking: Asking, reference: string): PrincipalRef {
  const found = requirePrincipal(read, reference)
  if (found.kind !== 'service_account' || seesPrincipal(read, asking, found)) return found
  throw principalNotFound(found, reference)
}

/** Lets a question about somebody's tokens through; throws `not_found` when the caller sees neither. */
export function requireSeenOwner(
  read: Reader,
  asking: Asking,
  { account, user }: { readonly account?: string | undefined; readonly user?: string | undefined },
): void {
  const reference = account ?? user
  if (reference === undefined) return
  const kind = account === undefined ? 'user' : 'service_account'
  const owner = requirePrincipal(read, `${kind}:${reference}`)
  const home = namespaceOfPrincipal(read, owner)
  if (decideAccess(asking.subject, 'token:view', home).allowed) return
  if (!seesPrincipal(read, asking, owner)) throw principalNotFound(owner, reference)
}

/** Finds a person whom a caller sees; throws `not_found`. */
export function requireSeenUser(read: Reader, asking: Asking, reference: string): PrincipalRef {
  const found = requirePrincipal(read, `user:${reference}`)
  if (seesPrincipal(read, asking, found)) return found
  throw principalNotFound(found, reference)
}

/** Finds a namespace that a caller sees; throws `not_found`. */
export function requireSeenNamespace(
  read: Pick<Reader, 'groups' | 'workspaces'>,
  subject: Subject,
  reference: string,
): Namespace {
  const found = requireNamespace(read, reference)
  const permission = found.kind === 'workspace' ? 'workspace:view' : 'group:view'
  const isSeen =
    found.kind === 'installation' || decideAccess(subject, permission, found.path).allowed
  if (isSeen) return found
  throw notFound('namespace', reference)
}
