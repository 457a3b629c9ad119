import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useServices } from './services.tsx'

/** Makes everything that shows groups, accounts or issuers ask the server again. */
export function useRefresh(): () => Promise<void> {
  const { queries } = useServices()
  const cache = useQueryClient()

  return useCallback(async () => {
    await Promise.all([
      cache.invalidateQueries({ queryKey: queries.groups.key() }),
      cache.invalidateQueries({ queryKey: queries.serviceAccounts.key() }),
      cache.invalidateQueries({ queryKey: queries.issuers.key() }),
      cache.invalidateQueries({ queryKey: queries.snippets.key() }),
    ])
  }, [cache, queries])
}
