import { useServices } from './services.tsx'
import type { Done } from './toasts-store.ts'
import { useAction } from './use-action.ts'
import { useRefresh } from './use-refresh.ts'

/** Makes a change that a dialog asks for; it closes once everything shows what was done. */
export function useChange(close: () => void) {
  const refresh = useRefresh()
  return useToldAction(async () => {
    await refresh()
    close()
  })
}

/** Makes a change by which a page goes: it is left before anything asks for it again. */
export function useDeletion(leave: () => unknown) {
  const refresh = useRefresh()
  return useToldAction(async () => {
    await leave()
    await refresh()
  })
}

function useToldAction(proceed: () => Promise<void>) {
  const { busy, problem, run } = useAction()
  const tell = useTell()
  const change = (make: () => Promise<Done>) =>
    void run(async () => {
      tell(await make())
      await proceed()
    })

  return { busy, problem, change }
}

/** Says what was done; when it is taken back, everything asks the server again. */
export function useTell() {
  const { toasts } = useServices()
  const refresh = useRefresh()

  return ({ text, undo }: Done) =>
    toasts.getState().show({ text, ...(undo && { undo: () => undo().then(refresh) }) })
}
