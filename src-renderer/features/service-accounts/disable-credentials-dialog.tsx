import Typography from '@mui/material/Typography'
import { useTranslation } from 'react-i18next'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useAction } from '#renderer/lib/use-action.ts'
import { useRefresh } from '#renderer/lib/use-refresh.ts'

export interface DisableCredentialsDialogProps {
  readonly account: ServiceAccount
  readonly onClose: () => void
}

export function DisableCredentialsDialog({ account, onClose }: DisableCredentialsDialogProps) {
  const { t } = useTranslation(['accounts', 'common'])
  const { client, toasts } = useServices()
  const refresh = useRefresh()
  const action = useAction()
  const isOnlyMethod = account.trustPolicies.length === 0 && account.publicKeys.length === 0

  const disable = () =>
    void action.run(async () => {
      await client.clientCredentials.disable({ account: account.id })
      await refresh()
      toasts.getState().succeed(t('credentials.disabled', { account: account.path }))
      onClose()
    })

  return (
    <ConfirmDialog
      title={t('credentials.disableTitle')}
      confirmLabel={t('common:disable')}
      color="error"
      disabled={isOnlyMethod}
      busy={action.busy}
      problem={action.problem}
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
