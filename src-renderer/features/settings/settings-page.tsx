import { useQuery } from '@tanstack/react-query'
import type { Settings } from '#contract/settings.ts'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { Page } from '#renderer/components/page.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { Section } from '#renderer/components/section.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { DesktopSettingsSection } from './desktop-settings-section.tsx'
import { ServerFacts } from './server-facts.tsx'
import { ThemeChoices } from './theme-choices.tsx'
import { TokenSettingsForm } from './token-settings-form.tsx'

export function SettingsPage() {
  const { queries, shell } = useServices()
  const settings = useQuery(queries.settings.get.queryOptions())

  return (
    <Page title="Settings" narrow>
      {settings.error && (
        <ProblemAlert problem={toProblem(settings.error)} onRetry={() => void settings.refetch()} />
      )}
      {settings.isPending && <BlockSkeleton height={420} />}
      {settings.data && <ServerSettings settings={settings.data} />}
      <Section title="Appearance">
        <ThemeChoices />
      </Section>
      {shell.desktop && <DesktopSettingsSection desktop={shell.desktop} />}
    </Page>
  )
}

function ServerSettings({ settings }: { settings: Settings }) {
  return (
    <>
      <Section title="Server" description="What clients need to know, and where things are.">
        <ServerFacts server={settings.server} />
      </Section>
      <Section
        title="Tokens and secrets"
        description="Changes hold for tokens and secrets issued from then on."
      >
        <TokenSettingsForm settings={settings} />
      </Section>
    </>
  )
}
