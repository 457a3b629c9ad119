import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Change, ChangedResource } from '#contract/changes.ts'
import { changedQueries } from '#renderer/lib/changed-queries.ts'
import { followChanges } from '#renderer/lib/follow-changes.ts'
import { isUnauthenticated } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useIsVisible } from './use-is-visible.ts'

/** Many things change at once; what is shown is asked for again once. */
const GATHER_MS = 400

/** Asks again for what others changed, while somebody can see it: a browser has few connections. */
export function Live() {
  const { client, queries } = useServices()
  const cache = useQueryClient()
  const whoami = useQuery(queries.whoami.queryOptions({ staleTime: 60_000 }))
  const isSignedIn = !isUnauthenticated(whoami.error)
  const isVisible = useIsVisible()
  const isReturn = useRef(false)

  useEffect(() => {
    if (!isSignedIn || !isVisible) return
    const end = new AbortController()
    const gatherer = gather(cache)
    void followChanges({
      client,
      onChange: gatherer.add,
      signal: end.signal,
      isReturn: isReturn.current,
    })
    isReturn.current = true
    return () => {
      end.abort()
      gatherer.stop()
    }
  }, [client, cache, isSignedIn, isVisible])

  return null
}

function gather(cache: QueryClient) {
  const changed = new Set<ChangedResource>()
  const held: { timer?: ReturnType<typeof setTimeout> | undefined } = {}
  const flush = () => {
    held.timer = undefined
    invalidate(cache, changed)
    changed.clear()
  }
  return {
    add({ resource }: Change) {
      changed.add(resource)
      held.timer ??= setTimeout(flush, GATHER_MS)
    },
    stop: () => clearTimeout(held.timer),
  }
}

function invalidate(cache: QueryClient, changed: ReadonlySet<ChangedResource>): void {
  if (changed.has('all')) return void cache.invalidateQueries()
  const rooms = [...changed].flatMap((resource) =>
    resource === 'all' ? [] : changedQueries[resource],
  )
  for (const room of new Set<string>(rooms)) void cache.invalidateQueries({ queryKey: [[room]] })
}
