import LockOutlined from '@mui/icons-material/LockOutlined'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { AttemptsPanel } from '#renderer/components/attempts/attempts-panel.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { PageSkeleton } from '#renderer/components/loading.tsx'
import { Page } from '#renderer/components/page.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { TabPanel, TabStrip } from '#renderer/components/tab-strip.tsx'
import { isBuiltIn } from '#renderer/lib/is-built-in.ts'
import { getName } from '#renderer/lib/paths.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useTab } from '#renderer/lib/use-tab.ts'
import type { AccountDialogKind } from './account-dialog-kind.ts'
import { AccountDialogs } from './account-dialogs.tsx'
import { AccountHeading } from './account-heading.tsx'
import { ClientCredentialsTab } from './client-credentials-tab.tsx'
import { EditMenuButton } from './edit-menu-button.tsx'
import { FederationTab } from './federation-tab.tsx'
import { SnippetsTab } from './snippets-tab.tsx'

const tabs = ['federation', 'client-credentials', 'use', 'attempts'] as const

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

/** Nothing about these can be changed, so nothing is offered. */
function BuiltInAccount({ account }: { account: ServiceAccount }) {
  return (
    <Page
      title={account.name}
      heading={<AccountHeading account={account} />}
      description={account.description}
    >
      <EmptyState icon={<LockOutlined />}>
        {account.kind === 'internal'
          ? 'This account is Doorward itself. It has no credentials, and its permissions are fixed.'
          : 'This account comes with Doorward and its role is fixed. It acts by named tokens, which the management API creates.'}
      </EmptyState>
    </Page>
  )
}

function LoadedAccount({ account }: { account: ServiceAccount }) {
  const [tab, setTab] = useTab(tabs)
  const [dialog, setDialog] = useState<AccountDialogKind>()

  return (
    <Page
      title={account.name}
      heading={<AccountHeading account={account} />}
      description={account.description}
      actions={<EditMenuButton account={account} onOpen={setDialog} />}
    >
      <TabStrip
        label="Parts of the service account"
        value={tab}
        onChange={setTab}
        tabs={[
          { value: 'federation', label: 'OIDC Federation', count: account.trustPolicies.length },
          { value: 'client-credentials', label: 'Client Credentials' },
          { value: 'use', label: 'Use it' },
          { value: 'attempts', label: 'Attempts' },
        ]}
      />
      <TabPanel value={tab}>
        {tab === 'federation' && <FederationTab account={account} />}
        {tab === 'client-credentials' && (
          <ClientCredentialsTab account={account} onOpen={setDialog} />
        )}
        {tab === 'use' && <SnippetsTab account={account} />}
        {tab === 'attempts' && <AttemptsPanel account={account.id} />}
      </TabPanel>
      <AccountDialogs account={account} open={dialog} onChange={setDialog} />
    </Page>
  )
}
