import { useQueryClient } from '@tanstack/react-query'
import { useServices } from '#renderer/lib/services.tsx'

/** Makes everything that shows where the server listens ask again. */
export function useRefreshServer(): () => Promise<void> {
  const { queries } = useServices()
  const cache = useQueryClient()
  return () => cache.invalidateQueries({ queryKey: queries.server.get.key() })
}
