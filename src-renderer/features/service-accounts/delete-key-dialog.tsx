import { Trans, useTranslation } from 'react-i18next'
import type { PublicKey } from '#contract/public-keys.ts'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx'
import { LastUse } from '#renderer/components/last-use.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useChange } from '#renderer/lib/use-change.ts'

export interface DeleteKeyDialogProps {
  readonly account: ServiceAccount
  readonly publicKey: PublicKey
  readonly onClose: () => void
}

export function DeleteKeyDialog({ account, publicKey, onClose }: DeleteKeyDialogProps) {
  const { t } = useTranslation('accounts')
  const { client } = useServices()
  const { busy, problem, change } = useChange(onClose)
  const name = publicKey.name || publicKey.keyId

  const remove = () =>
    change(async () => {
      await client.publicKeys.delete({ account: account.id, key: publicKey.id })
      return { text: t('keys.deleted', { name }) }
    })

  return (
    <ConfirmDialog
      title={t('keys.deleteTitle', { name })}
      confirmLabel={t('keys.deleteConfirm')}
      color="error"
      busy={busy}
      problem={problem}
      onConfirm={remove}
      onClose={onClose}
    >
      <Trans t={t} i18nKey="keys.deleteText" components={{ use: <LastUse use={publicKey} /> }} />
    </ConfirmDialog>
  )
}
