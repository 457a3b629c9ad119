import { type Permission, permissions } from '#contract/permissions.ts'
import { decideAccess, listAccess, type Restriction, type Subject } from './decide-access.ts'
import { isWithin } from './paths.ts'
import { expandPermissions } from './roles.ts'

const NAMESPACE = 'namespace:'
const MAXIMUM_TOKENS = 100

export interface ScopeQuestion {
  /** Whose token it will be. */
  readonly subject: Subject
  readonly isNamespace: (path: string) => boolean
}

/**
 * Decides which scope a token gets: what was asked, each thing once. Undefined when any of it is
 * malformed (RFC 6749 §3.3), unknown or not held, so that nobody learns which namespaces there are.
 * A blank too many makes an empty word, which is as unknown as any other.
 */
export function decideScope(asked: string, question: ScopeQuestion): string | undefined {
  const tokens = [...new Set(asked.split(' '))]
  if (tokens.length > MAXIMUM_TOKENS) return undefined
  return tokens.every((token) => isHeld(token, question)) ? tokens.join(' ') : undefined
}

/** What a granted scope leaves of its account; words that nobody knows any more allow nothing. */
export function toScopeRestriction(scope: string): Restriction {
  const tokens = scope.split(' ')
  const namespaces = tokens.filter(isNamespaceToken).map(toPath)
  const others = tokens.filter((token) => !isNamespaceToken(token))
  return {
    permissions: others.length > 0 ? expandPermissions(others.filter(isPermission)) : null,
    namespaces: namespaces.length > 0 ? namespaces : null,
  }
}

/** Writes as a scope what a token of a few rights may do; undefined where it leaves nothing out. */
export function toScope({
  permissions,
  namespaces,
}: {
  readonly permissions: readonly Permission[] | null
  readonly namespaces: readonly string[] | null
}): string | undefined {
  if (permissions === null && namespaces === null) return undefined
  const places = namespaces?.map((path) => `${NAMESPACE}${path}`) ?? []
  return [...(permissions ?? []), ...places].join(' ')
}

function isHeld(token: string, { subject, isNamespace }: ScopeQuestion): boolean {
  if (isNamespaceToken(token)) {
    return isNamespace(toPath(token)) && holdsAnythingIn(subject, toPath(token))
  }
  return isPermission(token) && holdsAnywhere(subject, token)
}

function holdsAnywhere(subject: Subject, permission: Permission): boolean {
  return subject.grants.some(
    ({ namespacePath }) => decideAccess(subject, permission, namespacePath).allowed,
  )
}

/** In the namespace itself or in anything below it. */
function holdsAnythingIn(subject: Subject, path: string): boolean {
  const below = subject.grants.map((grant) => grant.namespacePath)
  return [path, ...below.filter((each) => isWithin(each, path))].some(
    (each) => listAccess(subject, each).length > 0,
  )
}

function isPermission(token: string): token is Permission {
  return permissions.some((permission) => permission === token)
}

function isNamespaceToken(token: string): boolean {
  return token.startsWith(NAMESPACE)
}

function toPath(token: string): string {
  return token.slice(NAMESPACE.length)
}
