import { useTranslation } from 'react-i18next'
import { Page } from '#renderer/components/page.tsx'
import { TabPanel, TabStrip } from '#renderer/components/tab-strip.tsx'
import { useTab } from '#renderer/lib/use-tab.ts'
import { LimitsTab } from './limits-tab.tsx'
import { NetworkTab } from './network-tab.tsx'
import { RequestsTab } from './requests-tab.tsx'
import { SigningKeysTab } from './signing-keys-tab.tsx'

const tabs = ['network', 'keys', 'limits', 'requests'] as const

/** Where the server listens, what it signs with, what it allows, and who called. */
export function ServerPage() {
  const { t } = useTranslation('server')
  const title = useTranslation('frame').t('server')
  const [tab, setTab] = useTab(tabs)

  return (
    <Page title={title} description={t('description')}>
      <TabStrip
        label={t('tabs.label')}
        value={tab}
        tabs={tabs.map((value) => ({ value, label: t(`tabs.${value}`) }))}
        onChange={setTab}
      />
      <TabPanel value={tab}>
        {tab === 'network' && <NetworkTab />}
        {tab === 'keys' && <SigningKeysTab />}
        {tab === 'limits' && <LimitsTab />}
        {tab === 'requests' && <RequestsTab />}
      </TabPanel>
    </Page>
  )
}
