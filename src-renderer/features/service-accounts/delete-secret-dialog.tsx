import { Trans, useTranslation } from 'react-i18next'
import type { ClientSecret, ServiceAccount } from '#contract/service-accounts.ts'
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx'
import { LastUse } from '#renderer/components/last-use.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useChange } from '#renderer/lib/use-change.ts'

export interface DeleteSecretDialogProps {
  readonly account: ServiceAccount
  readonly secret: ClientSecret
  readonly onClose: () => void
}

export function DeleteSecretDialog({ account, secret, onClose }: DeleteSecretDialogProps) {
  const { t } = useTranslation('accounts')
  const { client } = useServices()
  const { busy, problem, change } = useChange(onClose)
  const { id, hint } = secret

  const remove = () =>
    change(async () => {
      await client.clientCredentials.deleteSecret({ account: account.id, secret: id })
      return { text: t('credentials.secretDeleted', { hint }) }
    })

  return (
    <ConfirmDialog
      title={t('credentials.deleteSecretTitle', { hint })}
      confirmLabel={t('credentials.deleteSecretConfirm')}
      color="error"
      busy={busy}
      problem={problem}
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
