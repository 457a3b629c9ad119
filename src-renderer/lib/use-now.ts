import { useEffect, useState } from 'react'
import { useServices } from './services.tsx'

const TICK_MILLISECONDS = 30_000

/** The present, renewed often enough for "in 3 minutes" to stay true. */
export function useNow(): Date {
  const { now } = useServices()
  const [present, setPresent] = useState(now)

  useEffect(() => {
    const timer = setInterval(() => setPresent(now()), TICK_MILLISECONDS)
    return () => clearInterval(timer)
  }, [now])

  return present
}
