import { lazy, Suspense, useCallback, useState } from 'react'
import { FindButton } from './find-button.tsx'
import { useShortcuts } from './use-shortcuts.ts'

const FindDialog = lazy(async () => ({ default: (await import('./find-dialog.tsx')).FindDialog }))
const KeysDialog = lazy(async () => ({ default: (await import('./keys-dialog.tsx')).KeysDialog }))

/** The palette, the map of the keys, and the keys themselves. */
export function Finder() {
  const [open, setOpen] = useState<'find' | 'keys'>()
  const find = useCallback(() => setOpen('find'), [])
  const help = useCallback(() => setOpen('keys'), [])
  const close = () => setOpen(undefined)
  useShortcuts({ onPalette: find, onHelp: help })

  return (
    <>
      <FindButton onClick={find} />
      <Suspense>
        {open === 'find' && <FindDialog onClose={close} />}
        {open === 'keys' && <KeysDialog onClose={close} />}
      </Suspense>
    </>
  )
}
