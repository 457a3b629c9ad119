import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Team } from '#contract/users.ts'
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useDeletion } from '#renderer/lib/use-change.ts'

export interface DeleteTeamDialogProps {
  readonly team: Team
  readonly onDeleted: () => void
  readonly onClose: () => void
}

/** Tells who loses what before a team goes. */
export function DeleteTeamDialog({ team, onDeleted, onClose }: DeleteTeamDialogProps) {
  const { t } = useTranslation('access')
  const { client, queries } = useServices()
  const { busy, problem, change } = useDeletion(onDeleted)
  const { id, name, userCount } = team
  const members = useQuery(
    queries.members.list.queryOptions({ input: { principal: id, limit: 100 } }),
  )
  const remove = () =>
    change(async () => {
      await client.teams.delete({ team: id })
      return { text: t('teams.deletion.done', { name }) }
    })

  return (
    <ConfirmDialog
      title={t('teams.deletion.title', { name })}
      confirmLabel={t('teams.deletion.submit')}
      color="error"
      busy={busy}
      problem={problem}
      onConfirm={remove}
      onClose={onClose}
    >
      <Box>{t('teams.deletion.users', { count: userCount })}</Box>
      {members.data && (
        <Box>
          {t('teams.deletion.memberships', {
            count: members.data.items.length,
            more: members.data.nextCursor === null ? '' : '+',
          })}
        </Box>
      )}
    </ConfirmDialog>
  )
}
