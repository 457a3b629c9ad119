import ArrowDropDownRounded from '@mui/icons-material/ArrowDropDownRounded'
import AutorenewRounded from '@mui/icons-material/AutorenewRounded'
import DeleteOutlineRounded from '@mui/icons-material/DeleteOutlineRounded'
import KeyOutlined from '@mui/icons-material/KeyOutlined'
import PauseCircleOutlineRounded from '@mui/icons-material/PauseCircleOutlineRounded'
import PlayCircleOutlineRounded from '@mui/icons-material/PlayCircleOutlineRounded'
import Button from '@mui/material/Button'
import ButtonGroup from '@mui/material/ButtonGroup'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { ActionMenu, type MenuAction } from '#renderer/components/more-menu.tsx'
import { toEditServiceAccountRoute } from '#renderer/lib/paths.ts'
import { useChangeAtOnce } from '#renderer/lib/use-change-at-once.ts'
import type { AccountDialogKind } from './account-dialog-kind.ts'
import { useSwitchAccount } from './use-switch-account.ts'

export interface EditMenuButtonProps {
  readonly account: ServiceAccount
  readonly onOpen: (dialog: AccountDialogKind) => void
}

/** Edit, and beside it everything else that can be done with the account. */
export function EditMenuButton({ account, onOpen }: EditMenuButtonProps) {
  const { t } = useTranslation(['accounts', 'common'])
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const actions = useActions(account, onOpen)

  return (
    <>
      <ButtonGroup variant="outlined" color="inherit" aria-label={t('menu.label')}>
        <Button component={Link} to={toEditServiceAccountRoute(account.path)}>
          {t('common:edit')}
        </Button>
        <Button
          aria-label={t('common:moreActions')}
          aria-haspopup="menu"
          sx={{ px: 0.5, minWidth: '32px !important' }}
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <ArrowDropDownRounded sx={{ fontSize: 20 }} />
        </Button>
      </ButtonGroup>
      <ActionMenu anchor={anchor} actions={actions} onClose={() => setAnchor(null)} />
    </>
  )
}

function useActions(
  account: ServiceAccount,
  onOpen: (dialog: AccountDialogKind) => void,
): readonly MenuAction[] {
  const { t } = useTranslation('accounts')
  const switchAccount = useSwitchAccount(account)
  const atOnce = useChangeAtOnce()
  const { enabled } = account.clientCredentials

  const ofSecrets: readonly MenuAction[] = [
    {
      label: t('menu.reset'),
      icon: <KeyOutlined />,
      onChoose: () => onOpen('reset-credentials'),
    },
    {
      label: t('menu.rotate'),
      icon: <AutorenewRounded />,
      onChoose: () => onOpen('rotate-credentials'),
    },
  ]
  return [
    ...(enabled ? ofSecrets : []),
    account.disabled
      ? {
          label: t('menu.enable'),
          icon: <PlayCircleOutlineRounded />,
          onChoose: () => void atOnce(() => switchAccount(true)),
        }
      : {
          label: t('menu.disable'),
          icon: <PauseCircleOutlineRounded />,
          onChoose: () => void atOnce(() => switchAccount(false)),
        },
    {
      label: t('menu.delete'),
      icon: <DeleteOutlineRounded />,
      dangerous: true,
      onChoose: () => onOpen('delete-account'),
    },
  ]
}
