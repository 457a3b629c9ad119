import { useTranslation } from 'react-i18next'
import type { CreatedPublicKey } from '#contract/public-keys.ts'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { Copyable } from '#renderer/components/copyable.tsx'
import { OneTimeDialog } from '#renderer/components/secret/one-time-dialog.tsx'

export interface PrivateKeyDialogProps {
  readonly account: ServiceAccount
  readonly created: CreatedPublicKey
  readonly onClose: () => void
}

/** Shows the private half of a new pair, the only time it can be seen. */
export function PrivateKeyDialog({ account, created, onClose }: PrivateKeyDialogProps) {
  const { t } = useTranslation(['accounts', 'common'])
  const { privateKey, keyId, algorithms } = created
  if (!privateKey) return null
  const jwk = { ...privateKey.jwk, kid: keyId }

  return (
    <OneTimeDialog
      title={t('keys.issuedTitle', { account: account.path })}
      warning={t('keys.issuedWarning')}
      facts={[
        {
          term: t('common:clientId'),
          value: <Copyable text={account.id} label={t('credentials.copyClientId')} />,
        },
        { term: t('keys.keyId'), value: <code>{keyId}</code> },
        { term: t('keys.algorithm'), value: algorithms.join(', ') },
      ]}
      label={t('keys.privateKey')}
      copyLabel={t('keys.copyPrivate')}
      secret={privateKey.pem}
      files={[
        { name: `${account.name}.pem`, text: privateKey.pem },
        { name: `${account.name}.jwk`, text: `${JSON.stringify(jwk, null, 2)}\n` },
      ]}
      onClose={onClose}
    />
  )
}
