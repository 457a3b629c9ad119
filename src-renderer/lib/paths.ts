import type { PrincipalView } from '#contract/common.ts'

/** Separates a path from what is done with it; never a name, since names begin with a letter or digit. */
const SEPARATOR = '/-/'

export const homeRoute = '/'
export const groupsRoute = '/groups'
export const serviceAccountsRoute = '/service-accounts'
export const attemptsRoute = '/attempts'
export const issuersRoute = '/issuers'
export const serverRoute = '/server'
export const auditRoute = '/audit'
export const settingsRoute = '/settings'
export const tokensRoute = '/tokens'
export const accessRoute = '/access'
export const rolesRoute = '/roles'
export const usersRoute = '/users'
export const teamsRoute = '/teams'

export function toRoleRoute(name: string): string {
  return `${rolesRoute}/${name}`
}

export function toUserRoute(id: string): string {
  return `${usersRoute}/${id}`
}

export function toTeamRoute(id: string): string {
  return `${teamsRoute}/${id}`
}

/** Where somebody is shown; `name` is their path, for a service account. */
export function toPrincipalRoute({ kind, id, name }: PrincipalView): string {
  if (kind === 'user') return toUserRoute(id)
  return kind === 'team' ? toTeamRoute(id) : toServiceAccountRoute(name)
}

export function toGroupRoute(path: string): string {
  return path === '' ? groupsRoute : `${groupsRoute}/${path}`
}

export function toWorkspaceRoute(path: string): string {
  return `/workspaces/${path}`
}

export function toNewServiceAccountRoute(group: string): string {
  return `/groups/${group}${SEPARATOR}service-accounts/new`
}

export function toServiceAccountRoute(path: string): string {
  return `${serviceAccountsRoute}/${path}`
}

export function toEditServiceAccountRoute(path: string): string {
  return `${toServiceAccountRoute(path)}${SEPARATOR}edit`
}

/** Without a policy, the place where a new one is made; `query` says what it begins with. */
export function toTrustPolicyRoute(
  account: string,
  policy = 'new',
  query: Readonly<Record<string, string>> = {},
): string {
  const search = new URLSearchParams(query).toString()
  const route = `${toServiceAccountRoute(account)}${SEPARATOR}trust-policies/${policy}`
  return search === '' ? route : `${route}?${search}`
}

export interface RoutedPath {
  readonly path: string
  readonly action?: string
}

export function toIssuerRoute(issuer: string): string {
  return `${issuersRoute}/${encodeURIComponent(issuer)}`
}

/** By id, or by the correlation id that the caller was told. */
export function toAttemptRoute(attempt: string): string {
  return `${attemptsRoute}/${encodeURIComponent(attempt)}`
}

/** Splits `acme/platform/-/edit` into the path of a thing and what is to be done with it. */
export function splitRoutedPath(splat: string): RoutedPath {
  const at = splat.indexOf(SEPARATOR)
  if (at < 0) return { path: splat.replace(/\/$/, '') }
  return { path: splat.slice(0, at), action: splat.slice(at + SEPARATOR.length) }
}

/** Every group above, the nearest last: `a/b/c` → `a`, `a/b`. */
export function listAncestors(path: string): readonly string[] {
  const names = path.split('/')
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join('/'))
}

export function getName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

export function getParent(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}
