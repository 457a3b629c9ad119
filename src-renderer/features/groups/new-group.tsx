import { lazy, Suspense, useState } from 'react'
import { NewButton } from '#renderer/components/new-button.tsx'

// Fetched when first needed: the form library is larger than the page that shows the button.
const NewGroupDialog = lazy(async () => ({
  default: (await import('./new-group-dialog.tsx')).NewGroupDialog,
}))

/** The button for a new group, with the dialog that it opens. */
export function NewGroup({ parent }: { parent: string }) {
  const [creating, setCreating] = useState(false)

  return (
    <>
      <NewButton label="New group" onClick={() => setCreating(true)} />
      {creating && (
        <Suspense fallback={null}>
          <NewGroupDialog parent={parent} onClose={() => setCreating(false)} />
        </Suspense>
      )}
    </>
  )
}
