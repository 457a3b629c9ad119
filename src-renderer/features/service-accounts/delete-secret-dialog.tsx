import { Trans, useTranslation } from 'react-i18next'
import type { ClientSecret, ServiceAccount } from '#contract/service-accounts.ts'
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx'
import { LastUse } from '#renderer/components/last-use.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useAction } from '#renderer/lib/use-action.ts'
import { useRefresh } from '#renderer/lib/use-refresh.ts'

export interface DeleteSecretDialogProps {
  readonly account: ServiceAccount
  readonly secret: ClientSecret
  readonly onClose: () => void
}

export function DeleteSecretDialog({ account, secret, onClose }: DeleteSecretDialogProps) {
  const { t } = useTranslation('accounts')
  const { client, toasts } = useServices()
  const refresh = useRefresh()
  const action = useAction()
  const { id, hint } = secret

  const remove = () =>
    void action.run(async () => {
      await client.clientCredentials.deleteSecret({ account: account.id, secret: id })
      await refresh()
      toasts.getState().succeed(t('credentials.secretDeleted', { hint }))
      onClose()
    })

  return (
    <ConfirmDialog
      title={t('credentials.deleteSecretTitle', { hint })}
      confirmLabel={t('credentials.deleteSecretConfirm')}
      color="error"
      busy={action.busy}
      problem={action.problem}
      onConfirm={remove}
      onClose={onClose}
    >
      <Trans
        t={t}
        i18nKey="credentials.deleteSecretText"
        components={{ use: <LastUse use={secret} /> }}
      />
    </ConfirmDialog>
  )
}
