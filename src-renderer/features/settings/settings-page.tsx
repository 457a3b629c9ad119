import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { Page } from '#renderer/components/page.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { Section } from '#renderer/components/section.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { AboutSection } from './about-section.tsx'
import { AppearanceSection } from './appearance-section.tsx'
import { DesktopSettingsSection } from './desktop-settings-section.tsx'
import { KeyboardSection } from './keyboard-section.tsx'
import { ServerFacts } from './server-facts.tsx'

export function SettingsPage() {
  const { t } = useTranslation('settings')
  const { queries, shell } = useServices()
  const settings = useQuery(queries.settings.get.queryOptions())

  return (
    <Page title={t('title')} narrow>
      <AppearanceSection />
      {shell.desktop && <DesktopSettingsSection desktop={shell.desktop} />}
      {settings.error && (
        <ProblemAlert problem={toProblem(settings.error)} onRetry={() => void settings.refetch()} />
      )}
      {settings.isPending && <BlockSkeleton height={200} />}
      {settings.data && (
        <Section title={t('server.title')} description={t('server.explained')}>
          <ServerFacts server={settings.data.server} />
        </Section>
      )}
      <KeyboardSection />
      <AboutSection version={settings.data?.server.version} />
    </Page>
  )
}
