import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import type { LoggedRequest } from '#contract/server.ts'
import { useServices } from '#renderer/lib/services.tsx'

const KEPT = 1_000

export interface RequestTail {
  /** Oldest first. */
  readonly requests: readonly LoggedRequest[]
  readonly last: number
  readonly error: Error | null
  readonly isPending: boolean
}

/** Reads on from the last request that is known, at the news of more; only what is new crosses the line. */
export function useRequestTail(): RequestTail {
  const { client } = useServices()
  const known = useRef<readonly LoggedRequest[]>([])
  const tail = useQuery({
    queryKey: [['requestTail']],
    queryFn: async () => {
      const after = known.current.at(-1)?.sequence ?? 0
      const { items } = await client.server.requests({ after })
      known.current = [...known.current, ...items].slice(-KEPT)
      return known.current
    },
    gcTime: 0,
  })
  const requests = tail.data ?? []
  return {
    requests,
    last: requests.at(-1)?.sequence ?? 0,
    error: tail.error,
    isPending: tail.isPending,
  }
}
