import { useTranslation } from 'react-i18next'
import type { IssuedToken } from '#contract/tokens.ts'
import { Copyable } from '#renderer/components/copyable.tsx'
import { OneTimeDialog } from '#renderer/components/secret/one-time-dialog.tsx'
import { formatBoth } from '#renderer/lib/format-instant.ts'
import { useServices } from '#renderer/lib/services.tsx'

/** Shows the value of a token, the only time it can be seen. */
export function IssuedTokenDialog(props: { issued: IssuedToken; onClose: () => void }) {
  const { t } = useTranslation('tokens')
  const { now } = useServices()
  const { token, value } = props.issued
  const isPassword = token.intent === 'app_password'

  return (
    <OneTimeDialog
      title={t('issued.title', { name: token.name })}
      warning={t('issued.warning')}
      facts={[
        {
          term: isPassword ? t('issued.owner') : t('details.owner'),
          value: <Copyable text={token.owner.name} label={t('issued.copyOwner')} />,
        },
        {
          term: t('issued.expires'),
          value: token.expiresAt ? formatBoth(new Date(token.expiresAt), now()) : t('issued.never'),
        },
      ]}
      label={t('issued.value')}
      copyLabel={t('issued.copy')}
      secret={value}
      lines={
        isPassword
          ? `DOORWARD_USER=${token.owner.name}\nDOORWARD_PASSWORD=${value}\n`
          : `DOORWARD_TOKEN=${value}\n`
      }
      onClose={props.onClose}
    />
  )
}
