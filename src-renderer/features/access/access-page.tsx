import { useTranslation } from 'react-i18next'
import { Page } from '#renderer/components/page.tsx'
import { TabPanel, TabStrip } from '#renderer/components/tab-strip.tsx'
import { CheckView } from './check-view.tsx'
import { EffectiveView } from './effective-view.tsx'
import { useAccessQuestion, views } from './use-access-question.ts'

/** Three questions about access; the server answers each by the rules that it enforces. */
export function AccessPage() {
  const { t } = useTranslation('access')
  const { view, setView } = useAccessQuestion()

  return (
    <Page title={t('check.title')} description={t('check.introduction')}>
      <TabStrip
        label={t('check.viewsLabel')}
        value={view}
        onChange={setView}
        tabs={views.map((value) => ({ value, label: t(`check.views.${value}`) }))}
      />
      <TabPanel value={view}>
        {view === 'check' && <CheckView />}
        {view !== 'check' && <EffectiveView key={view} by={view} />}
      </TabPanel>
    </Page>
  )
}
