import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { NewButton } from '#renderer/components/new-button.tsx'
import { useOpenDialog } from '#renderer/lib/use-open-dialog.ts'
import type { NamespaceKind } from './new-namespace-dialog.tsx'

// Fetched when first needed: the form library is larger than the page that shows the button.
const NewNamespaceDialog = lazy(async () => ({
  default: (await import('./new-namespace-dialog.tsx')).NewNamespaceDialog,
}))

/** A button and its dialog, apart: the button may move while the dialog is open. */
export function useNewNamespace(kind: NamespaceKind, parent: string) {
  const { t } = useTranslation('groups')
  const dialogName = `new-${kind}` as const
  const { open, show, close } = useOpenDialog([dialogName])

  const button = <NewButton label={t(`create.${kind}.button`)} onClick={() => show(dialogName)} />
  const dialog = open && (
    <Suspense fallback={null}>
      <NewNamespaceDialog kind={kind} parent={parent} onClose={close} />
    </Suspense>
  )
  return { button, dialog }
}
