import { QueryClient } from '@tanstack/react-query'
import { toProblem } from '#renderer/lib/problem.ts'

const FRESH_MILLISECONDS = 5_000

/** Server data is asked for again whenever it is shown and older than a few seconds. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MILLISECONDS,
        // A refusal stays a refusal; only an unanswered call is worth repeating.
        retry: (failures, error) => failures < 2 && toProblem(error).code === 'unreachable',
      },
      mutations: { retry: false, gcTime: 0 },
    },
  })
}
