import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  getParent,
  toGroupRoute,
  toIssuerRoute,
  tokensRoute,
  toRoleRoute,
  toServiceAccountRoute,
  toTeamRoute,
  toUserRoute,
  toWorkspaceRoute,
} from '#renderer/lib/paths.ts'
import { useServices } from '#renderer/lib/services.tsx'
import type { AskedKind, FindOption } from './find-option.ts'

/** So many of each kind; who wants more searches on its page. */
const AT_MOST = 5

/** Lets the server find what is called so; a kind that the caller may not list is left out. */
export function useFoundThings(search: string, only: AskedKind | undefined) {
  const { t } = useTranslation('frame')
  const { queries } = useServices()
  const wants = (kind: string) => (only === undefined ? search !== '' : only === kind)
  const input = { limit: AT_MOST, ...(search !== '' && { search }) }
  const options = (kind: string) => ({
    input,
    enabled: wants(kind),
    retry: false,
    placeholderData: keepPreviousData,
  })
  const [groups, accounts, workspaces, users, teams, roles, tokens, issuers] = useQueries({
    queries: [
      queries.groups.list.queryOptions(options('groups')),
      queries.serviceAccounts.list.queryOptions(options('serviceAccounts')),
      queries.workspaces.list.queryOptions(options('workspaces')),
      queries.users.list.queryOptions(options('users')),
      queries.teams.list.queryOptions(options('teams')),
      queries.roles.list.queryOptions(options('roles')),
      queries.tokens.list.queryOptions(options('tokens')),
      queries.issuers.list.queryOptions(options('issuers')),
    ],
  })
  const all = [groups, accounts, workspaces, users, teams, roles, tokens, issuers]

  const found: readonly FindOption[] = [
    ...take(wants('groups'), groups.data?.items).map(({ path }) =>
      toThing(t('groups'), path, toGroupRoute(path)),
    ),
    ...take(wants('serviceAccounts'), accounts.data?.items).map(({ path }) =>
      toThing(t('serviceAccounts'), path, toServiceAccountRoute(path)),
    ),
    ...take(wants('workspaces'), workspaces.data?.items).map(({ path }) =>
      toThing(t('workspaces'), path, toWorkspaceRoute(path)),
    ),
    ...take(wants('users'), users.data?.items).map(({ name, email, id }) =>
      toThing(t('users'), name, toUserRoute(id), email),
    ),
    ...take(wants('teams'), teams.data?.items).map(({ name, id }) =>
      toThing(t('teams'), name, toTeamRoute(id)),
    ),
    ...take(wants('roles'), roles.data?.items).map(({ name }) =>
      toThing(t('roles'), name, toRoleRoute(name)),
    ),
    ...take(wants('tokens'), tokens.data?.items).map(({ id, name, owner }) =>
      toThing(t('tokens'), name, `${tokensRoute}?token=${id}`, owner.name),
    ),
    ...take(wants('issuers'), issuers.data?.items).map(({ id, url }) =>
      toThing(t('issuers'), url, toIssuerRoute(id)),
    ),
  ]
  return { found, isSearching: all.some(({ isFetching }) => isFetching) }
}

function take<Item>(isWanted: boolean, items: readonly Item[] = []): readonly Item[] {
  return isWanted ? items.slice(0, AT_MOST) : []
}

function toThing(heading: string, label: string, to: string, hint = getParent(label)): FindOption {
  return { heading, label, ...(hint && hint !== label && { hint }), act: { kind: 'go', to } }
}
