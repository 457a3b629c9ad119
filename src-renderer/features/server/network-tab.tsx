import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { RunningServer } from '#contract/server.ts'
import { Copyable } from '#renderer/components/copyable.tsx'
import { Facts } from '#renderer/components/facts.tsx'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { Moment } from '#renderer/components/moment.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { Section } from '#renderer/components/section.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { AddressesSection } from './addresses-section.tsx'
import { ListeningSections } from './listening-sections.tsx'

const REFRESH_MS = 10_000

export function NetworkTab() {
  const { queries } = useServices()
  const server = useQuery(queries.server.get.queryOptions({ refetchInterval: REFRESH_MS }))
  if (server.error) {
    return <ProblemAlert problem={toProblem(server.error)} onRetry={() => void server.refetch()} />
  }
  if (!server.data) return <BlockSkeleton height={420} />

  return (
    <>
      <AddressesSection server={server.data} />
      <ListeningSections />
      <Identity server={server.data} />
    </>
  )
}

function Identity({ server }: { server: RunningServer }) {
  const { t } = useTranslation('server')
  const { issuer, dataDirectory } = server
  const tokenEndpoint = `${issuer}/oauth/token`

  return (
    <Section
      title={t('facts.title')}
      description={server.hasPublicUrl ? t('facts.issuerSet') : t('facts.issuerDefault')}
    >
      <Facts
        facts={[
          {
            term: t('facts.issuer'),
            value: <Copyable text={issuer} label={t('facts.copyIssuer')} />,
          },
          {
            term: t('facts.tokenEndpoint'),
            value: <Copyable text={tokenEndpoint} label={t('facts.copyTokenEndpoint')} />,
          },
          { term: t('facts.since'), value: <Moment at={server.startedAt} /> },
          { term: t('facts.requests'), value: server.requestsLastMinute },
          {
            term: t('facts.dataDirectory'),
            value: <Copyable text={dataDirectory} label={t('facts.copyDataDirectory')} />,
          },
          { term: t('facts.version'), value: server.version },
        ]}
      />
    </Section>
  )
}
