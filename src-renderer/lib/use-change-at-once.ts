import { toProblem } from './problem.ts'
import { useServices } from './services.tsx'
import type { Done } from './toasts-store.ts'
import { useTell } from './use-change.ts'
import { useRefresh } from './use-refresh.ts'

/** Makes a change without asking first; that it was done, or why not, is said in a toast. */
export function useChangeAtOnce() {
  const { toasts } = useServices()
  const tell = useTell()
  const refresh = useRefresh()

  return async (make: () => Promise<Done>): Promise<void> => {
    try {
      tell(await make())
    } catch (error) {
      toasts.getState().fail(toProblem(error))
    }
    await refresh()
  }
}
