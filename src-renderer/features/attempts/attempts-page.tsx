import { AttemptsPanel } from '#renderer/components/attempts/attempts-panel.tsx'
import { Page } from '#renderer/components/page.tsx'

/** Everybody who tried to exchange a token, let in or not. */
export function AttemptsPage() {
  return (
    <Page
      title="Attempts"
      description="Exchanges of outside tokens that were tried, newest first. The tokens themselves are not kept."
    >
      <AttemptsPanel />
    </Page>
  )
}
