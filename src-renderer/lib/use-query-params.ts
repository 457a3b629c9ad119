import { useCallback } from 'react'
import { useSearchParams } from 'react-router'

export type ParamChanges = Readonly<Record<string, string | undefined>>

/** What is chosen on a page, kept in the address so that a link carries it; empty values leave it. */
export function useQueryParams() {
  const [params, setParams] = useSearchParams()

  const set = useCallback(
    (changes: ParamChanges, { replace = true } = {}) =>
      setParams((current) => changeParams(current, changes), { replace }),
    [setParams],
  )
  return { get: (name: string) => params.get(name) ?? '', set }
}

function changeParams(current: URLSearchParams, changes: ParamChanges): URLSearchParams {
  const next = new URLSearchParams(current)
  for (const [name, value] of Object.entries(changes)) {
    if (value) next.set(name, value)
    else next.delete(name)
  }
  return next
}
