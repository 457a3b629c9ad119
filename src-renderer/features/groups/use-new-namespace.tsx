import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NewButton } from '#renderer/components/new-button.tsx'
import type { NamespaceKind } from './new-namespace-dialog.tsx'

// Fetched when first needed: the form library is larger than the page that shows the button.
const NewNamespaceDialog = lazy(async () => ({
  default: (await import('./new-namespace-dialog.tsx')).NewNamespaceDialog,
}))

/** A button and its dialog, apart: the button may move while the dialog is open. */
export function useNewNamespace(kind: NamespaceKind, parent: string) {
  const { t } = useTranslation('groups')
  const [creating, setCreating] = useState(false)

  const button = <NewButton label={t(`create.${kind}.button`)} onClick={() => setCreating(true)} />
  const dialog = creating && (
    <Suspense fallback={null}>
      <NewNamespaceDialog kind={kind} parent={parent} onClose={() => setCreating(false)} />
    </Suspense>
  )
  return { button, dialog }
}
