import { Trans, useTranslation } from 'react-i18next'
import type { ServiceAccount } from '#contract/service-accounts.ts'

/** An account of a group may hold no role outside it. */
export function HomeRule({ account }: { account: Pick<ServiceAccount, 'groupPath'> }) {
  const { t } = useTranslation('accounts')
  if (account.groupPath === '') return null

  return (
    <Trans
      t={t}
      i18nKey="memberships.home"
      values={{ home: account.groupPath }}
      components={{ code: <code /> }}
    />
  )
}
