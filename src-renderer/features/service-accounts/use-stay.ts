import { useEffect } from 'react'
import { useBlocker } from 'react-router'

/** Keeps the window where it is: "back" does nothing, closing asks once. */
export function useStay(): void {
  const blocker = useBlocker(({ historyAction }) => historyAction === 'POP')

  useEffect(() => {
    if (blocker.state === 'blocked') blocker.reset()
  }, [blocker])

  useEffect(() => {
    const keep = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', keep)
    return () => window.removeEventListener('beforeunload', keep)
  }, [])
}
