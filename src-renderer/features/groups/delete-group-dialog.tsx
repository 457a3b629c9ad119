import Typography from '@mui/material/Typography'
import { useNavigate } from 'react-router'
import type { Group } from '#contract/groups.ts'
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx'
import { getParent, toGroupRoute } from '#renderer/lib/paths.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useAction } from '#renderer/lib/use-action.ts'
import { useRefresh } from '#renderer/lib/use-refresh.ts'

/** Deletes a group that holds nothing; says what is in the way otherwise. */
export function DeleteGroupDialog({ group, onClose }: { group: Group; onClose: () => void }) {
  const { client, toasts } = useServices()
  const refresh = useRefresh()
  const navigate = useNavigate()
  const action = useAction()
  const contents = describeContents(group)

  const remove = () =>
    void action.run(async () => {
      await client.groups.delete({ group: group.id })
      toasts.getState().succeed(`Group ${group.path} was deleted.`)
      await navigate(toGroupRoute(getParent(group.path)), { replace: true })
      await refresh()
    })

  return (
    <ConfirmDialog
      title={`Delete group ${group.name}?`}
      confirmLabel="Delete group"
      color="error"
      disabled={contents !== undefined}
      busy={action.busy}
      problem={action.problem}
      onConfirm={remove}
      onClose={onClose}
    >
      <Typography>
        {contents
          ? `This group still holds ${contents}. Delete them first.`
          : `${group.path} is empty. Deleting it cannot be undone.`}
      </Typography>
    </ConfirmDialog>
  )
}

function describeContents(group: Group): string | undefined {
  const parts = [
    count(group.serviceAccountCount, 'service account'),
    count(group.groupCount, 'group'),
  ].filter((part) => part !== undefined)
  return parts.length > 0 ? parts.join(' and ') : undefined
}

function count(amount: number, noun: string): string | undefined {
  if (amount === 0) return undefined
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`
}
