import { useTranslation } from 'react-i18next'
import { AttemptsPanel } from '#renderer/components/attempts/attempts-panel.tsx'
import { Page } from '#renderer/components/page.tsx'

/** Everybody who tried to exchange a token, let in or not. */
export function AttemptsPage() {
  const { t } = useTranslation('attempts')

  return (
    <Page title={t('title')} description={t('description')}>
      <AttemptsPanel />
    </Page>
  )
}
