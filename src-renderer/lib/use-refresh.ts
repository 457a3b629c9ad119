import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useServices } from './services.tsx'

/** Makes everything that a change may have touched ask the server again. */
export function useRefresh(): () => Promise<void> {
  const { queries } = useServices()
  const cache = useQueryClient()

  return useCallback(async () => {
    await Promise.all([
      cache.invalidateQueries({ queryKey: queries.groups.key() }),
      cache.invalidateQueries({ queryKey: queries.workspaces.key() }),
      cache.invalidateQueries({ queryKey: queries.serviceAccounts.key() }),
      cache.invalidateQueries({ queryKey: queries.issuers.key() }),
      cache.invalidateQueries({ queryKey: queries.snippets.key() }),
      cache.invalidateQueries({ queryKey: queries.tokens.key() }),
      cache.invalidateQueries({ queryKey: queries.members.key() }),
      cache.invalidateQueries({ queryKey: queries.roles.key() }),
      cache.invalidateQueries({ queryKey: queries.users.key() }),
      cache.invalidateQueries({ queryKey: queries.teams.key() }),
      cache.invalidateQueries({ queryKey: queries.access.key() }),
      cache.invalidateQueries({ queryKey: queries.lockouts.key() }),
    ])
  }, [cache, queries])
}
