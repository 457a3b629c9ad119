import { Page } from '#renderer/components/page.tsx'
import { GroupList } from './group-list.tsx'
import { NewGroup } from './new-group.tsx'

/** Where the window begins: the groups at the top of the tree. */
export function GroupsPage() {
  return (
    <Page title="Groups" description="Each group holds service accounts and further groups.">
      <GroupList
        parent=""
        action={<NewGroup parent="" />}
        empty="Groups hold the service accounts of a team or a product: create the first one to begin."
      />
    </Page>
  )
}
