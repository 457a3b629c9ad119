import { i18next } from '#renderer/lib/language.ts'
import {
  attemptsRoute,
  auditRoute,
  getName,
  groupsRoute,
  issuersRoute,
  listAncestors,
  serviceAccountsRoute,
  settingsRoute,
  splitRoutedPath,
  toEditServiceAccountRoute,
  toGroupRoute,
  toNewServiceAccountRoute,
  toServiceAccountRoute,
  toTrustPolicyRoute,
} from '#renderer/lib/paths.ts'

export interface Crumb {
  readonly label: string
  readonly to: string
}

const groupsCrumb: Crumb = { label: 'Groups', to: groupsRoute }
const plainPlaces: Readonly<Record<string, Crumb>> = {
  [serviceAccountsRoute]: { label: 'Service accounts', to: serviceAccountsRoute },
  [attemptsRoute]: { label: 'Attempts', to: attemptsRoute },
  [issuersRoute]: { label: 'Issuers', to: issuersRoute },
  [auditRoute]: { label: 'Audit', to: auditRoute },
  [settingsRoute]: { label: 'Settings', to: settingsRoute },
}

/** The way from the start to a place; every step leads there. */
export function listCrumbs(pathname: string): readonly Crumb[] {
  const plain = plainPlaces[pathname]
  if (plain) return [plain]

  const [, room = '', splat = ''] = /^\/([^/]+)\/(.+)$/.exec(pathname) ?? []
  const { path, action } = splitRoutedPath(decodeURI(splat))
  if (room === 'groups') return listGroupCrumbs(path, action)
  if (room === 'issuers') {
    return [...listCrumbs(issuersRoute), { label: i18next.t('issuers:issuer'), to: pathname }]
  }
  if (room === 'attempts') {
    return [...listCrumbs(attemptsRoute), { label: i18next.t('attempts:attempt'), to: pathname }]
  }
  if (room === 'service-accounts') return listAccountCrumbs(path, action)
  return [groupsCrumb]
}

function listGroupCrumbs(path: string, action: string | undefined): readonly Crumb[] {
  const place = [groupsCrumb, ...[...listAncestors(path), path].map(toGroupCrumb)]
  return action === undefined
    ? place
    : [...place, { label: 'New service account', to: toNewServiceAccountRoute(path) }]
}

function listAccountCrumbs(path: string, action: string | undefined): readonly Crumb[] {
  const account = { label: getName(path), to: toServiceAccountRoute(path) }
  const place = [groupsCrumb, ...listAncestors(path).map(toGroupCrumb), account]
  if (action === undefined) return place
  const [, policy] = /^trust-policies\/(.+)$/.exec(action) ?? []
  if (policy === undefined)
    return [...place, { label: 'Edit', to: toEditServiceAccountRoute(path) }]
  const label = policy === 'new' ? 'New trust policy' : 'Trust policy'
  return [...place, { label, to: toTrustPolicyRoute(path, policy) }]
}

function toGroupCrumb(path: string): Crumb {
  return { label: getName(path), to: toGroupRoute(path) }
}
