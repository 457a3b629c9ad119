import Alert from '@mui/material/Alert'
import { useTranslation } from 'react-i18next'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { AuditTimeline } from '#renderer/components/audit/timeline.tsx'
import { Page } from '#renderer/components/page.tsx'
import { TabPanel, TabStrip } from '#renderer/components/tab-strip.tsx'
import { TokensPanel } from '#renderer/components/tokens/tokens-panel.tsx'
import { useTab } from '#renderer/lib/use-tab.ts'
import { AccessTab } from './access-tab.tsx'
import { AccountHeading } from './account-heading.tsx'

const builtInTabs = ['tokens', 'access', 'activity'] as const
const internalTabs = ['activity'] as const

/** What comes with Doorward: nothing of it can be changed but the tokens it acts by. */
export function BuiltInAccount({ account }: { account: ServiceAccount }) {
  const { t } = useTranslation('accounts')
  const isInternal = account.kind === 'internal'
  const tabs = isInternal ? internalTabs : builtInTabs
  const [tab, setTab] = useTab<(typeof builtInTabs)[number]>(tabs)

  return (
    <Page
      title={account.name}
      heading={<AccountHeading account={account} />}
      description={account.description}
    >
      <Alert severity="info" sx={{ mb: 2 }}>
        {isInternal ? t('page.internal') : t('page.builtIn')}
      </Alert>
      <TabStrip
        label={t('page.parts')}
        value={tab}
        onChange={setTab}
        tabs={tabs.map((value) => ({ value, label: t(`page.${value}`) }))}
      />
      <TabPanel value={tab}>
        {tab === 'tokens' && <TokensPanel account={account} />}
        {tab === 'access' && <AccessTab account={account} />}
        {tab === 'activity' && <AuditTimeline filter={{ account: account.id }} />}
      </TabPanel>
    </Page>
  )
}
