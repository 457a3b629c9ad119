import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NewButton } from '#renderer/components/new-button.tsx'

// Fetched when first needed: the form library is larger than the page that shows the button.
const NewGroupDialog = lazy(async () => ({
  default: (await import('./new-group-dialog.tsx')).NewGroupDialog,
}))

/** A button and its dialog, apart: the button may move while the dialog is open. */
export function useNewGroup(parent: string) {
  const { t } = useTranslation('groups')
  const [creating, setCreating] = useState(false)

  const button = <NewButton label={t('create.button')} onClick={() => setCreating(true)} />
  const dialog = creating && (
    <Suspense fallback={null}>
      <NewGroupDialog parent={parent} onClose={() => setCreating(false)} />
    </Suspense>
  )
  return { button, dialog }
}
