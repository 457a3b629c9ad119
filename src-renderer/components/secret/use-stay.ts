import { useEffect } from 'react'
import { useBlocker } from 'react-router'
import { isFromOutside } from '#renderer/lib/outside-place.ts'

/** Keeps the window where it is: "back" and links from outside do nothing, closing asks once. */
export function useStay(): void {
  const blocker = useBlocker(
    ({ historyAction, nextLocation }) => historyAction === 'POP' || isFromOutside(nextLocation),
  )

  useEffect(() => {
    if (blocker.state === 'blocked') blocker.reset()
  }, [blocker])

  useEffect(() => {
    const keep = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', keep)
    return () => window.removeEventListener('beforeunload', keep)
  }, [])
}
