import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Workspace } from '#contract/workspaces.ts'
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx'
import { toGroupRoute } from '#renderer/lib/paths.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useDeletion } from '#renderer/lib/use-change.ts'

export interface DeleteWorkspaceDialogProps {
  readonly workspace: Workspace
  readonly onClose: () => void
}

/** Deletes a workspace after naming who loses a role by it. */
export function DeleteWorkspaceDialog({ workspace, onClose }: DeleteWorkspaceDialogProps) {
  const { t } = useTranslation('groups')
  const { client, queries } = useServices()
  const navigate = useNavigate()
  const { busy, problem, change } = useDeletion(() =>
    navigate(`${toGroupRoute(groupPath)}?tab=workspaces`, { replace: true, flushSync: true }),
  )
  const { id, name, path, groupPath } = workspace
  const members = useQuery(
    queries.members.list.queryOptions({ input: { namespace: path, limit: 100 } }),
  )

  const remove = () =>
    change(async () => {
      await client.workspaces.delete({ workspace: id })
      return { text: t('workspace.delete.done', { path }) }
    })

  return (
    <ConfirmDialog
      title={t('workspace.delete.title', { name })}
      confirmLabel={t('workspace.delete.submit')}
      color="error"
      disabled={members.isPending}
      busy={busy}
      problem={problem}
      onConfirm={remove}
      onClose={onClose}
    >
      <Typography>{t('workspace.delete.explanation', { path })}</Typography>
      {members.isPending && <Skeleton />}
      {members.data && (
        <Typography sx={{ mt: 1 }}>
          {members.data.items.length === 0
            ? t('workspace.delete.nobody')
            : t('workspace.delete.losing', {
                names: members.data.items.map(({ principal }) => principal.name).join(', '),
              })}
        </Typography>
      )}
    </ConfirmDialog>
  )
}
