import { useTranslation } from 'react-i18next'
import type { IssuedSecret } from '#contract/service-accounts.ts'
import { Copyable } from '#renderer/components/copyable.tsx'
import { Disclosure } from '#renderer/components/disclosure.tsx'
import { formatBoth } from '#renderer/lib/format-instant.ts'
import { getName } from '#renderer/lib/paths.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { AccountRoles } from './account-roles.tsx'
import { CiSnippets } from './ci-snippets.tsx'
import { OneTimeDialog } from './one-time-dialog.tsx'
import { TokenTrial } from './token-trial.tsx'

export interface SecretDialogProps {
  /** Its path. */
  readonly account: string
  readonly issued: IssuedSecret
  readonly onClose: () => void
}

/** Shows a new client secret, the only time it can be seen, and lets it be tried. */
export function SecretDialog({ account, issued, onClose }: SecretDialogProps) {
  const { t } = useTranslation(['accounts', 'common'])
  const { now } = useServices()
  const { clientId, clientSecret, expiresAt } = issued
  const lines = `DOORWARD_CLIENT_ID=${clientId}\nDOORWARD_CLIENT_SECRET=${clientSecret}\n`

  return (
    <OneTimeDialog
      title={t('secret.title', { account })}
      warning={t('secret.warning')}
      facts={[
        {
          term: t('common:clientId'),
          value: <Copyable text={clientId} label={t('secret.copyClientId')} />,
        },
        { term: t('secret.endsWith'), value: <code>…{clientSecret.slice(-4)}</code> },
        { term: t('common:expires'), value: formatBoth(new Date(expiresAt), now()) },
        { term: t('secret.mayDo'), value: <AccountRoles account={clientId} /> },
      ]}
      label={t('common:clientSecret')}
      copyLabel={t('secret.copySecret')}
      secret={clientSecret}
      lines={lines}
      files={[{ name: `${getName(account)}.env`, text: lines }]}
      onClose={onClose}
    >
      <Disclosure title={t('secret.inCi')}>
        <CiSnippets account={clientId} />
      </Disclosure>
      <TokenTrial request={{ clientId, clientSecret }} />
    </OneTimeDialog>
  )
}
