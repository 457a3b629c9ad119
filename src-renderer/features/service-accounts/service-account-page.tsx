import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { AttemptsPanel } from '#renderer/components/attempts/attempts-panel.tsx'
import { AuditTimeline } from '#renderer/components/audit/timeline.tsx'
import { PageSkeleton } from '#renderer/components/loading.tsx'
import { Page } from '#renderer/components/page.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { TabPanel, TabStrip } from '#renderer/components/tab-strip.tsx'
import { TokensPanel } from '#renderer/components/tokens/tokens-panel.tsx'
import { isBuiltIn } from '#renderer/lib/is-built-in.ts'
import { getName } from '#renderer/lib/paths.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useOpenDialog } from '#renderer/lib/use-open-dialog.ts'
import { useTab } from '#renderer/lib/use-tab.ts'
import { AccessTab } from './access-tab.tsx'
import { accountDialogs } from './account-dialog-kind.ts'
import { AccountDialogs } from './account-dialogs.tsx'
import { AccountHeading } from './account-heading.tsx'
import { BuiltInAccount } from './built-in-account.tsx'
import { ClientCredentialsTab } from './client-credentials-tab.tsx'
import { EditMenuButton } from './edit-menu-button.tsx'
import { FederationTab } from './federation-tab.tsx'
import { MembershipsTab } from './memberships-tab.tsx'
import { SnippetsTab } from './snippets-tab.tsx'

const tabs = [
  'federation',
  'client-credentials',
  'tokens',
  'memberships',
  'access',
  'use',
  'attempts',
  'activity',
] as const

export function ServiceAccountPage({ path }: { path: string }) {
  const { queries } = useServices()
  const account = useQuery(queries.serviceAccounts.get.queryOptions({ input: { account: path } }))

  if (account.data && isBuiltIn(account.data)) return <BuiltInAccount account={account.data} />
  if (account.data) return <LoadedAccount account={account.data} />
  if (!account.error) return <PageSkeleton />
  return (
    <Page title={getName(path)}>
      <ProblemAlert problem={toProblem(account.error)} onRetry={() => void account.refetch()} />
    </Page>
  )
}

function LoadedAccount({ account }: { account: ServiceAccount }) {
  const { t } = useTranslation('accounts')
  const [tab, setTab] = useTab(tabs)
  const { open, show, close } = useOpenDialog(accountDialogs)

  return (
    <Page
      title={account.name}
      heading={<AccountHeading account={account} />}
      description={account.description}
      actions={<EditMenuButton account={account} onOpen={show} />}
    >
      <TabStrip
        label={t('page.parts')}
        value={tab}
        onChange={setTab}
        tabs={[
          { value: 'federation', label: t('page.federation'), count: account.trustPolicies.length },
          { value: 'client-credentials', label: t('page.clientCredentials') },
          { value: 'tokens', label: t('page.tokens') },
          { value: 'memberships', label: t('page.memberships') },
          { value: 'access', label: t('page.access') },
          { value: 'use', label: t('page.use') },
          { value: 'attempts', label: t('page.attempts') },
          { value: 'activity', label: t('page.activity') },
        ]}
      />
      <TabPanel value={tab}>
        {tab === 'federation' && <FederationTab account={account} />}
        {tab === 'client-credentials' && <ClientCredentialsTab account={account} onOpen={show} />}
        {tab === 'tokens' && <TokensPanel account={account} />}
        {tab === 'memberships' && <MembershipsTab account={account} />}
        {tab === 'access' && <AccessTab account={account} />}
        {tab === 'use' && <SnippetsTab account={account} />}
        {tab === 'attempts' && <AttemptsPanel account={account.id} />}
        {tab === 'activity' && <AuditTimeline filter={{ account: account.id }} />}
      </TabPanel>
      <AccountDialogs account={account} open={open} onClose={close} />
    </Page>
  )
}
