import { useQueries, useQuery } from '@tanstack/react-query'
import type { PrincipalView } from '#contract/common.ts'
import type { Member } from '#contract/members.ts'
import { useServices } from '#renderer/lib/services.tsx'

const LIMIT = 100

export interface Memberships {
  readonly members: readonly Member[]
  readonly hasMore: boolean
  readonly isPending: boolean
  readonly error: unknown
}

/** The roles of somebody, and those that come to them by their teams. */
export function useMemberships(
  principal: PrincipalView,
  teamIds: readonly string[] = [],
): Memberships {
  const { queries } = useServices()
  const listOf = (id: string) =>
    queries.members.list.queryOptions({ input: { principal: id, limit: LIMIT } })
  const own = useQuery(listOf(principal.id))
  const ofTeams = useQueries({ queries: teamIds.map(listOf) })
  const all = [own, ...ofTeams]

  return {
    members: all.flatMap(({ data }) => data?.items ?? []),
    hasMore: all.some(({ data }) => data !== undefined && data.nextCursor !== null),
    isPending: all.some(({ isPending }) => isPending),
    error: all.find(({ error }) => error)?.error,
  }
}
