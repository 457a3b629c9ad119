import { useEffect, useRef, useState } from 'react'

/** Calls back after a time that begins anew with `round`; the returned handlers hold it (WCAG 2.2.1). */
export function useTimeout(onEnd: () => void, milliseconds: number | undefined, round: number) {
  const [pointed, setPointed] = useState(false)
  const [focused, setFocused] = useState(false)
  const held = pointed || focused
  const end = useRef(onEnd)
  end.current = onEnd

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round starts the time anew
  useEffect(() => {
    if (held || milliseconds === undefined) return
    const timer = setTimeout(() => end.current(), milliseconds)
    return () => clearTimeout(timer)
  }, [held, milliseconds, round])

  return {
    onMouseEnter: () => setPointed(true),
    onMouseLeave: () => setPointed(false),
    onFocus: () => setFocused(true),
    onBlur: () => setFocused(false),
  }
}
