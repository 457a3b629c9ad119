import { useEffect, useState } from 'react'
import { useSearchParams } from 'react-router'

const PAUSE_MILLISECONDS = 250

/** A search box whose settled text lives in the address as `?q=`, so that a link carries it. */
export function useSearch() {
  const [params, setParams] = useSearchParams()
  const settled = params.get('q') ?? ''
  const [text, setText] = useState(settled)

  useEffect(() => {
    if (text === settled) return
    const timer = setTimeout(() => {
      setParams((current) => toParams(current, text), { replace: true })
    }, PAUSE_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [text, settled, setParams])

  return { text, setText, settled }
}

function toParams(current: URLSearchParams, text: string): URLSearchParams {
  const next = new URLSearchParams(current)
  if (text === '') next.delete('q')
  else next.set('q', text)
  return next
}
