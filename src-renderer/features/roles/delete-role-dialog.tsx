import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Role } from '#contract/roles.ts'
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { MemberRoles } from '#renderer/components/member-roles.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useDeletion } from '#renderer/lib/use-change.ts'

export interface DeleteRoleDialogProps {
  readonly role: Role
  readonly onDeleted: () => void
  readonly onClose: () => void
}

/** Shows which memberships would go; a role in use goes only when its name is typed. */
export function DeleteRoleDialog({ role, onDeleted, onClose }: DeleteRoleDialogProps) {
  const { t } = useTranslation('access')
  const { client, queries } = useServices()
  const { busy, problem, change } = useDeletion(onDeleted)
  const [typed, setTyped] = useState('')
  const { id, name, memberCount } = role
  const isUsed = memberCount > 0
  const members = useQuery(
    queries.members.list.queryOptions({ input: { role: id, limit: 10 }, enabled: isUsed }),
  )
  const remove = () =>
    change(async () => {
      await client.roles.delete({ role: id, force: isUsed })
      return { text: t('roles.remove.done', { name }) }
    })

  return (
    <ConfirmDialog
      title={t('roles.remove.title', { name })}
      confirmLabel={t('roles.remove.submit')}
      color="error"
      disabled={isUsed && typed !== name}
      busy={busy}
      problem={problem}
      onConfirm={remove}
      onClose={onClose}
    >
      {!isUsed && t('roles.remove.unused')}
      {isUsed && (
        <Box sx={{ display: 'grid', gap: 1.5 }}>
          {t('roles.remove.used', { count: memberCount })}
          {members.isPending && <BlockSkeleton height={84} />}
          {members.data && (
            <MemberRoles
              label={t('roles.members')}
              members={members.data.items}
              of="role"
              hasMore={members.data.nextCursor !== null}
            />
          )}
          <TextInput
            label={t('roles.remove.confirm', { name })}
            input={{
              value: typed,
              onChange: (event) => setTyped(event.target.value),
              inputProps: { spellCheck: false, autoComplete: 'off' },
            }}
          />
        </Box>
      )}
    </ConfirmDialog>
  )
}
