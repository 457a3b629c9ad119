import ArrowDropDownRounded from '@mui/icons-material/ArrowDropDownRounded'
import DeleteOutlineRounded from '@mui/icons-material/DeleteOutlineRounded'
import KeyOutlined from '@mui/icons-material/KeyOutlined'
import PauseCircleOutlineRounded from '@mui/icons-material/PauseCircleOutlineRounded'
import PlayCircleOutlineRounded from '@mui/icons-material/PlayCircleOutlineRounded'
import Button from '@mui/material/Button'
import ButtonGroup from '@mui/material/ButtonGroup'
import { useState } from 'react'
import { Link } from 'react-router'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { ActionMenu, type MenuAction } from '#renderer/components/more-menu.tsx'
import { toEditServiceAccountRoute } from '#renderer/lib/paths.ts'
import type { AccountDialogKind } from './account-dialog-kind.ts'

export interface EditMenuButtonProps {
  readonly account: ServiceAccount
  readonly onOpen: (dialog: AccountDialogKind) => void
}

/** Edit, and beside it everything else that can be done with the account. */
export function EditMenuButton({ account, onOpen }: EditMenuButtonProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)

  return (
    <>
      <ButtonGroup variant="outlined" color="inherit" aria-label="Change the service account">
        <Button component={Link} to={toEditServiceAccountRoute(account.path)}>
          Edit
        </Button>
        <Button
          aria-label="More actions"
          aria-haspopup="menu"
          sx={{ px: 0.5, minWidth: '32px !important' }}
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <ArrowDropDownRounded sx={{ fontSize: 20 }} />
        </Button>
      </ButtonGroup>
      <ActionMenu
        anchor={anchor}
        actions={listActions(account, onOpen)}
        onClose={() => setAnchor(null)}
      />
    </>
  )
}

function listActions(
  account: ServiceAccount,
  onOpen: (dialog: AccountDialogKind) => void,
): readonly MenuAction[] {
  const reset: MenuAction = {
    label: 'Reset Client Credentials',
    icon: <KeyOutlined />,
    onChoose: () => onOpen('reset-credentials'),
  }
  const disable: MenuAction = {
    label: 'Disable account',
    icon: <PauseCircleOutlineRounded />,
    onChoose: () => onOpen('disable-account'),
  }
  const enable: MenuAction = {
    label: 'Enable account',
    icon: <PlayCircleOutlineRounded />,
    onChoose: () => onOpen('enable-account'),
  }
  const remove: MenuAction = {
    label: 'Delete Service Account',
    icon: <DeleteOutlineRounded />,
    dangerous: true,
    onChoose: () => onOpen('delete-account'),
  }
  return [
    ...(account.clientCredentials.enabled ? [reset] : []),
    account.disabled ? enable : disable,
    remove,
  ]
}
