import { useEffect, useState } from 'react'
import { useQueryParams } from './use-query-params.ts'

/**
 * Which of a page's dialogs is open. A link opens one by `?do=`, which does nothing by itself; it
 * is taken out of the address at once, so that neither a reload nor Back opens the dialog again.
 */
export function useOpenDialog<Kind extends string>(kinds: readonly Kind[]) {
  const { get, set } = useQueryParams()
  const asked = kinds.find((kind) => kind === get('do'))
  const [open, setOpen] = useState<Kind>()

  useEffect(() => {
    if (!asked) return
    setOpen(asked)
    set({ do: undefined })
  }, [asked, set])

  return { open, show: setOpen, close: () => setOpen(undefined) }
}
