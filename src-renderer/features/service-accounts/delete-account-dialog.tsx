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
import { useChange, useDeletion } from '#renderer/lib/use-change.ts'
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
  const { client, now } = useServices()
  const navigate = useNavigate()
  const removal = useDeletion(() => navigate(toGroupRoute(account.groupPath), { replace: true }))
  const disabling = useChange(onClose)
  const busy = removal.busy || disabling.busy
  const switchAccount = useSwitchAccount(account)
  const [typed, setTyped] = useState('')
  const usedAt = account.lastUsedAt === null ? undefined : new Date(account.lastUsedAt)
  const isInUse =
    !account.disabled &&
    usedAt !== undefined &&
    now().getTime() - usedAt.getTime() < DAY_MILLISECONDS
  const isUnsure = usedAt !== undefined && typed !== account.name

  const erase = () =>
    removal.change(async () => {
      await client.serviceAccounts.delete({ account: account.id })
      return { text: t('delete.done', { path: account.path }) }
    })
  const disable = () => disabling.change(() => switchAccount(false))

  return (
    <ConfirmDialog
      title={t('delete.title', { name: account.name })}
      confirmLabel={isInUse ? t('delete.disableInstead') : t('delete.confirm')}
      color={isInUse ? 'primary' : 'error'}
      disabled={!isInUse && isUnsure}
      busy={busy}
      problem={removal.problem ?? disabling.problem}
      onConfirm={isInUse ? disable : erase}
      onClose={onClose}
      alternative={
        !account.disabled && (
          <Button
            color={isInUse ? 'error' : 'inherit'}
            sx={{ mr: 'auto' }}
            disabled={busy || (isInUse && isUnsure)}
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
