import Typography from '@mui/material/Typography'
import { useTranslation } from 'react-i18next'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useChange } from '#renderer/lib/use-change.ts'

export interface DisableCredentialsDialogProps {
  readonly account: ServiceAccount
  readonly onClose: () => void
}

export function DisableCredentialsDialog({ account, onClose }: DisableCredentialsDialogProps) {
  const { t } = useTranslation(['accounts', 'common'])
  const { client } = useServices()
  const { busy, problem, change } = useChange(onClose)
  const isOnlyMethod = account.trustPolicies.length === 0 && account.publicKeys.length === 0

  const disable = () =>
    change(async () => {
      await client.clientCredentials.disable({ account: account.id })
      return { text: t('credentials.disabled', { account: account.path }) }
    })

  return (
    <ConfirmDialog
      title={t('credentials.disableTitle')}
      confirmLabel={t('common:disable')}
      color="error"
      disabled={isOnlyMethod}
      busy={busy}
      problem={problem}
      onConfirm={disable}
      onClose={onClose}
    >
      <Typography>
        {isOnlyMethod
          ? t('credentials.disableOnly')
          : t('credentials.disableText', { account: account.path })}
      </Typography>
    </ConfirmDialog>
  )
}
