import { useEffect, useState } from 'react'

const PAUSE_MILLISECONDS = 300

/** A text once it has stopped changing, so that not every keystroke asks the server. */
export function useDebounced(text: string): string {
  const [settled, setSettled] = useState(text)

  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [text])

  return settled
}
