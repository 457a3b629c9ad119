import DeleteOutlineRounded from '@mui/icons-material/DeleteOutlineRounded'
import PauseCircleOutlineRounded from '@mui/icons-material/PauseCircleOutlineRounded'
import PlayCircleOutlineRounded from '@mui/icons-material/PlayCircleOutlineRounded'
import Button from '@mui/material/Button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { User } from '#contract/users.ts'
import { MoreMenu } from '#renderer/components/more-menu.tsx'
import { usersRoute } from '#renderer/lib/paths.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useChangeAtOnce } from '#renderer/lib/use-change-at-once.ts'
import { DeleteUserDialog } from './delete-user-dialog.tsx'
import { DisableUserDialog } from './disable-user-dialog.tsx'
import { UserFormDialog } from './user-form-dialog.tsx'

/** What can be done with a person; letting them in again needs no question. */
export function UserActions({ user }: { user: User }) {
  const { t } = useTranslation('access')
  const { client } = useServices()
  const atOnce = useChangeAtOnce()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'edit' | 'disable' | 'delete'>()
  const close = () => setOpen(undefined)
  const { id, email, version, disabled } = user

  const enable = () =>
    atOnce(async () => {
      await client.users.update({ user: id, version, disabled: false })
      return { text: t('users.switch.enabled', { email }) }
    })

  return (
    <>
      <Button variant="contained" onClick={() => setOpen('edit')}>
        {t('users.edit')}
      </Button>
      <MoreMenu
        label={t('users.menu')}
        actions={[
          disabled
            ? {
                label: t('users.enable'),
                icon: <PlayCircleOutlineRounded />,
                onChoose: () => void enable(),
              }
            : {
                label: t('users.disable'),
                icon: <PauseCircleOutlineRounded />,
                onChoose: () => setOpen('disable'),
              },
          {
            label: t('users.delete'),
            icon: <DeleteOutlineRounded />,
            dangerous: true,
            onChoose: () => setOpen('delete'),
          },
        ]}
      />
      {open === 'edit' && <UserFormDialog user={user} onClose={close} />}
      {open === 'disable' && <DisableUserDialog user={user} onClose={close} />}
      {open === 'delete' && (
        <DeleteUserDialog
          user={user}
          onDisable={() => setOpen('disable')}
          onDeleted={() => void navigate(usersRoute)}
          onClose={close}
        />
      )}
    </>
  )
}
