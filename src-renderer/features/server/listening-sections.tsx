import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { Section } from '#renderer/components/section.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { ListeningForm } from './listening-form.tsx'
import { PendingRestart } from './pending-restart.tsx'
import { TlsSection } from './tls-section.tsx'

/** Where and how the server listens: what is set, and what of it waits for a restart. */
export function ListeningSections() {
  const { t } = useTranslation('listening')
  const { queries } = useServices()
  const listening = useQuery(queries.server.listening.queryOptions())
  if (listening.error) {
    const retry = () => void listening.refetch()
    return <ProblemAlert problem={toProblem(listening.error)} onRetry={retry} />
  }
  if (!listening.data) return <BlockSkeleton height={360} />

  return (
    <>
      <Section title={t('title')} description={t('description')}>
        {listening.data.restartNeeded && <PendingRestart listening={listening.data} />}
        <ListeningForm listening={listening.data} />
      </Section>
      <TlsSection listening={listening.data} />
    </>
  )
}
