import { i18next } from '#renderer/lib/language.ts'
import {
  accessRoute,
  attemptsRoute,
  auditRoute,
  getName,
  groupsRoute,
  homeRoute,
  issuersRoute,
  listAncestors,
  rolesRoute,
  serverRoute,
  serviceAccountsRoute,
  settingsRoute,
  splitRoutedPath,
  teamsRoute,
  toEditServiceAccountRoute,
  toGroupRoute,
  tokensRoute,
  toNewServiceAccountRoute,
  toServiceAccountRoute,
  toTrustPolicyRoute,
  toWorkspaceRoute,
  usersRoute,
} from '#renderer/lib/paths.ts'

export interface Crumb {
  readonly label: string
  readonly to: string
}

/** Places without a name of their own, by what the navigation calls them. */
const plainPlaces = {
  [homeRoute]: 'home',
  [groupsRoute]: 'groups',
  [serviceAccountsRoute]: 'serviceAccounts',
  [tokensRoute]: 'tokens',
  [attemptsRoute]: 'attempts',
  [issuersRoute]: 'issuers',
  [accessRoute]: 'checkAccess',
  [rolesRoute]: 'roles',
  [usersRoute]: 'users',
  [teamsRoute]: 'teams',
  [serverRoute]: 'server',
  [auditRoute]: 'audit',
  [settingsRoute]: 'settings',
} as const

type PlainPlace = keyof typeof plainPlaces

/** The way from the start to a place; every step leads there. */
export function listCrumbs(pathname: string): readonly Crumb[] {
  if (isPlain(pathname)) return [toPlainCrumb(pathname)]

  const [, room = '', splat = ''] = /^\/([^/]+)\/(.+)$/.exec(pathname) ?? []
  const { path, action } = splitRoutedPath(decodeURI(splat))
  if (room === 'groups') return listGroupCrumbs(path, action)
  if (room === 'workspaces') return listWorkspaceCrumbs(path)
  if (room === 'service-accounts') return listAccountCrumbs(path, action)
  const label = toLabelBelow(room, path)
  const above = `/${room}`
  if (label !== undefined && isPlain(above)) return [toPlainCrumb(above), { label, to: pathname }]
  return [toPlainCrumb(groupsRoute)]
}

/** What a thing is called below its list: by its kind, where the address tells no name. */
function toLabelBelow(room: string, path: string): string | undefined {
  if (room === 'roles') return path
  return isKeptByKind(room) ? i18next.t(kindsBelow[room]) : undefined
}

const kindsBelow = {
  attempts: 'attempts:attempt',
  issuers: 'issuers:issuer',
  users: 'common:user',
  teams: 'common:team',
} as const

function isKeptByKind(room: string): room is keyof typeof kindsBelow {
  return Object.hasOwn(kindsBelow, room)
}

function isPlain(pathname: string): pathname is PlainPlace {
  return Object.hasOwn(plainPlaces, pathname)
}

function toPlainCrumb(to: PlainPlace): Crumb {
  return { label: i18next.t(`frame:${plainPlaces[to]}`), to }
}

function listGroupCrumbs(path: string, action: string | undefined): readonly Crumb[] {
  const place = [toPlainCrumb(groupsRoute), ...[...listAncestors(path), path].map(toGroupCrumb)]
  return action === undefined
    ? place
    : [
        ...place,
        { label: i18next.t('frame:newServiceAccount'), to: toNewServiceAccountRoute(path) },
      ]
}

function listWorkspaceCrumbs(path: string): readonly Crumb[] {
  const workspace = { label: getName(path), to: toWorkspaceRoute(path) }
  return [toPlainCrumb(groupsRoute), ...listAncestors(path).map(toGroupCrumb), workspace]
}

function listAccountCrumbs(path: string, action: string | undefined): readonly Crumb[] {
  const account = { label: getName(path), to: toServiceAccountRoute(path) }
  const place = [toPlainCrumb(groupsRoute), ...listAncestors(path).map(toGroupCrumb), account]
  if (action === undefined) return place
  const [, policy] = /^trust-policies\/(.+)$/.exec(action) ?? []
  if (policy === undefined)
    return [...place, { label: i18next.t('common:edit'), to: toEditServiceAccountRoute(path) }]
  const label = i18next.t(policy === 'new' ? 'frame:newTrustPolicy' : 'common:trustPolicy')
  return [...place, { label, to: toTrustPolicyRoute(path, policy) }]
}

function toGroupCrumb(path: string): Crumb {
  return { label: getName(path), to: toGroupRoute(path) }
}
