import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { Section } from '#renderer/components/section.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { LockoutsSection } from './lockouts-section.tsx'
import { TokenSettingsForm } from './token-settings-form.tsx'

export function LimitsTab() {
  const { t } = useTranslation('server')
  const { queries } = useServices()
  const settings = useQuery(queries.settings.get.queryOptions())

  return (
    <>
      {settings.error && (
        <ProblemAlert problem={toProblem(settings.error)} onRetry={() => void settings.refetch()} />
      )}
      {settings.isPending && <BlockSkeleton height={420} />}
      {settings.data && (
        <Section title={t('limits.tokensTitle')} description={t('limits.tokensDescription')}>
          <TokenSettingsForm settings={settings.data} />
        </Section>
      )}
      <LockoutsSection />
    </>
  )
}
