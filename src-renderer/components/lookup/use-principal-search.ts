import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { PrincipalKind, PrincipalView } from '#contract/common.ts'
import type { Permission } from '#contract/permissions.ts'
import { isBuiltIn } from '#renderer/lib/is-built-in.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useDebounced } from '#renderer/lib/use-debounced.ts'

export interface FoundPrincipal extends PrincipalView {
  readonly detail?: string | undefined
}

export interface PrincipalSearch {
  readonly kinds: readonly PrincipalKind[]
  /** Accounts that come with Doorward hold their one role for good. */
  readonly withBuiltIn: boolean
  /** Leaves only accounts that may hold a role in this namespace. */
  readonly actingIn?: string | undefined
}

const LIMIT = 10

/**
 * Searches people, teams and service accounts; somebody who may list neither people nor teams still
 * finds those whom they meet as members.
 */
export function usePrincipalSearch(
  text: string,
  { kinds, withBuiltIn, actingIn }: PrincipalSearch,
) {
  const { queries } = useServices()
  const search = useDebounced(text)
  const whoami = useQuery(queries.whoami.queryOptions({ staleTime: 60_000 }))
  const may = (permission: Permission) => whoami.data?.permissions.includes(permission) ?? false
  const wants = (kind: PrincipalKind) => kinds.includes(kind)
  const lacksAList =
    whoami.isSuccess &&
    ((wants('user') && !may('user:view')) || (wants('team') && !may('team:view')))
  const input = { limit: LIMIT, ...(search && { search }) }
  const options = { input, placeholderData: keepPreviousData }

  const users = useQuery({
    ...queries.users.list.queryOptions(options),
    enabled: wants('user') && may('user:view'),
  })
  const teams = useQuery({
    ...queries.teams.list.queryOptions(options),
    enabled: wants('team') && may('team:view'),
  })
  const accounts = useQuery({
    ...queries.serviceAccounts.list.queryOptions({
      ...options,
      input: { ...input, ...(actingIn !== undefined && { group: actingIn, inherited: true }) },
    }),
    enabled: wants('service_account'),
  })
  const members = useQuery({
    ...queries.members.list.queryOptions({ ...options, input: { ...input, limit: 50 } }),
    enabled: lacksAList,
  })

  const found: readonly FoundPrincipal[] = [
    ...(users.data?.items ?? []).map(({ id, email, name }) => ({
      ...{ kind: 'user' as const, id, name: email },
      detail: name,
    })),
    ...(teams.data?.items ?? []).map(({ id, name, description }) => ({
      ...{ kind: 'team' as const, id, name },
      detail: description,
    })),
    ...(accounts.data?.items ?? [])
      .filter((account) => account.kind !== 'internal' && (withBuiltIn || !isBuiltIn(account)))
      .map(({ id, path, description }) => ({
        ...{ kind: 'service_account' as const, id, name: path },
        detail: description,
      })),
    ...(members.data?.items ?? [])
      .map(({ principal }) => principal)
      .filter(({ kind, name }) => wants(kind) && name.includes(search.toLowerCase())),
  ]
  return {
    found: keepOne(found),
    isPending: search !== text || [users, teams, accounts, members].some((each) => each.isLoading),
  }
}

/** Each once, kinds together, in the order in which they are usually looked for. */
function keepOne(found: readonly FoundPrincipal[]): readonly FoundPrincipal[] {
  const known = [...new Map(found.toReversed().map((each) => [each.id, each])).values()]
  return order.flatMap((kind) => known.toReversed().filter((each) => each.kind === kind))
}

const order: readonly PrincipalKind[] = ['user', 'team', 'service_account']
