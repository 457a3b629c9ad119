import { useState } from 'react'
import { NewButton } from '#renderer/components/new-button.tsx'
import { Page } from '#renderer/components/page.tsx'
import { GroupList } from './group-list.tsx'
import { NewGroupDialog } from './new-group-dialog.tsx'

/** Where the window begins: the groups at the top of the tree. */
export function GroupsPage() {
  const [creating, setCreating] = useState(false)
  const newGroup = <NewButton label="New group" onClick={() => setCreating(true)} />

  return (
    <Page title="Groups" description="Each group holds service accounts and further groups.">
      <GroupList
        parent=""
        action={newGroup}
        empty="Groups hold the service accounts of a team or a product: create the first one to begin."
      />
      {creating && <NewGroupDialog parent="" onClose={() => setCreating(false)} />}
    </Page>
  )
}
