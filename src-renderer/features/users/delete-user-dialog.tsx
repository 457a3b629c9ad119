import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { User } from '#contract/users.ts'
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useDeletion } from '#renderer/lib/use-change.ts'

export interface DeleteUserDialogProps {
  readonly user: User
  readonly onDisable: () => void
  readonly onDeleted: () => void
  readonly onClose: () => void
}

const LIMIT = 100

/** Tells what goes with a person, and offers the milder way first. */
export function DeleteUserDialog({ user, onDisable, onDeleted, onClose }: DeleteUserDialogProps) {
  const { t } = useTranslation('access')
  const { client } = useServices()
  const { busy, problem, change } = useDeletion(onDeleted)
  const { id, email, disabled } = user
  const remove = () =>
    change(async () => {
      await client.users.delete({ user: id })
      return { text: t('users.remove.done', { email }) }
    })

  return (
    <ConfirmDialog
      title={t('users.remove.title', { email })}
      confirmLabel={t('users.remove.submit')}
      color="error"
      busy={busy}
      problem={problem}
      onConfirm={remove}
      onClose={onClose}
      alternative={
        !disabled && (
          <Button color="inherit" onClick={onDisable} sx={{ mr: 'auto' }}>
            {t('users.remove.milder')}
          </Button>
        )
      }
    >
      <Dependants id={id} />
    </ConfirmDialog>
  )
}

function Dependants({ id }: { id: string }) {
  const { t } = useTranslation('access')
  const { queries } = useServices()
  const members = useQuery(
    queries.members.list.queryOptions({ input: { principal: id, limit: LIMIT } }),
  )
  const teams = useQuery(queries.teams.list.queryOptions({ input: { user: id, limit: LIMIT } }))
  const tokens = useQuery(queries.tokens.list.queryOptions({ input: { user: id, limit: LIMIT } }))
  if (members.isPending || teams.isPending || tokens.isPending) return <BlockSkeleton height={84} />

  const kinds = { memberships: members, teams, tokens }
  const going = (['memberships', 'teams', 'tokens'] as const).flatMap((kind) => {
    const { items = [], nextCursor = null } = kinds[kind].data ?? {}
    const more = nextCursor === null ? '' : '+'
    return items.length > 0 ? [t(`users.remove.${kind}`, { count: items.length, more })] : []
  })
  if (going.length === 0) return t('users.remove.nothing')
  return (
    <>
      {t('users.remove.text')}
      <Box component="ul" sx={{ my: 0.5, pl: 2.5 }}>
        {going.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </Box>
    </>
  )
}
