import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useState } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { formatBoth } from '#renderer/lib/format-instant.ts'
import { toGroupRoute } from '#renderer/lib/paths.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useAction } from '#renderer/lib/use-action.ts'
import { useRefresh } from '#renderer/lib/use-refresh.ts'
import { AccountLosses } from './account-losses.tsx'
import { useSwitchAccount } from './use-switch-account.ts'

export interface DeleteAccountDialogProps {
  readonly account: ServiceAccount
  readonly onClose: () => void
}

const DAY_MILLISECONDS = 86_400_000

/** Says what breaks; what was ever used is deleted only by name, and what is in use, disabled first. */
export function DeleteAccountDialog({ account, onClose }: DeleteAccountDialogProps) {
  const { t } = useTranslation('accounts')
  const { now } = useServices()
  const action = useAction()
  const remove = useRemove(account)
  const switchAccount = useSwitchAccount(account)
  const [typed, setTyped] = useState('')
  const usedAt = account.lastUsedAt === null ? undefined : new Date(account.lastUsedAt)
  const isInUse =
    !account.disabled &&
    usedAt !== undefined &&
    now().getTime() - usedAt.getTime() < DAY_MILLISECONDS
  const isUnsure = usedAt !== undefined && typed !== account.name

  const erase = () => void action.run(remove)
  const disable = () => void action.run(() => switchAccount(false).then(onClose))

  return (
    <ConfirmDialog
      title={t('delete.title', { name: account.name })}
      confirmLabel={isInUse ? t('delete.disableInstead') : t('delete.confirm')}
      color={isInUse ? 'primary' : 'error'}
      disabled={!isInUse && isUnsure}
      busy={action.busy}
      problem={action.problem}
      onConfirm={isInUse ? disable : erase}
      onClose={onClose}
      alternative={
        !account.disabled && (
          <Button
            color={isInUse ? 'error' : 'inherit'}
            sx={{ mr: 'auto' }}
            disabled={action.busy || (isInUse && isUnsure)}
            onClick={isInUse ? erase : disable}
          >
            {isInUse ? t('delete.confirm') : t('delete.disableInstead')}
          </Button>
        )
      }
    >
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        <Typography sx={{ overflowWrap: 'anywhere' }}>
          <Trans
            t={t}
            i18nKey="delete.text"
            values={{ path: account.path }}
            components={{ strong: <strong /> }}
          />
        </Typography>
        <AccountLosses account={account} />
        <Typography>
          {usedAt
            ? t('delete.lastUsed', { instant: formatBoth(usedAt, now()) })
            : t('delete.neverUsed')}
        </Typography>
        {isInUse && <Alert severity="warning">{t('delete.inUse')}</Alert>}
        {usedAt && (
          <TextInput
            label={t('delete.type', { name: account.name })}
            input={{
              value: typed,
              autoFocus: !isInUse,
              onChange: (event) => setTyped(event.target.value),
              inputProps: { spellCheck: false, autoComplete: 'off' },
            }}
          />
        )}
      </Box>
    </ConfirmDialog>
  )
}

function useRemove(account: ServiceAccount): () => Promise<void> {
  const { t } = useTranslation('accounts')
  const { client, toasts } = useServices()
  const refresh = useRefresh()
  const navigate = useNavigate()

  return async () => {
    await client.serviceAccounts.delete({ account: account.id })
    toasts.getState().succeed(t('delete.done', { path: account.path }))
    await navigate(toGroupRoute(account.groupPath), { replace: true })
    await refresh()
  }
}
