import { useTranslation } from 'react-i18next'
import type { Settings } from '#contract/settings.ts'
import { Copyable } from '#renderer/components/copyable.tsx'
import { Facts } from '#renderer/components/facts.tsx'

export function ServerFacts({ server }: { server: Settings['server'] }) {
  const { t } = useTranslation('settings')
  return (
    <Facts
      facts={[
        {
          term: t('server.issuer'),
          value: <Copyable text={server.issuer} label={t('server.copyIssuer')} />,
        },
        {
          term: t('server.tokenEndpoint'),
          value: <Copyable text={server.tokenEndpoint} label={t('server.copyTokenEndpoint')} />,
        },
        { term: t('server.listens'), value: <code>{server.address}</code> },
        {
          term: t('server.dataDirectory'),
          value: <Copyable text={server.dataDirectory} label={t('server.copyDataDirectory')} />,
        },
        { term: t('server.version'), value: server.version },
      ]}
    />
  )
}
