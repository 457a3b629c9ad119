import { useTranslation } from 'react-i18next'
import { Page } from '#renderer/components/page.tsx'
import { TokensPanel } from '#renderer/components/tokens/tokens-panel.tsx'

export function TokensPage() {
  const { t } = useTranslation('tokens')

  return (
    <Page title={t('title')} description={t('introduction')}>
      <TokensPanel />
    </Page>
  )
}
