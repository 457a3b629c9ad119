import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { PageSkeleton } from '#renderer/components/loading.tsx'
import { Page } from '#renderer/components/page.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { TabPanel, TabStrip } from '#renderer/components/tab-strip.tsx'
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

const tabs = ['federation', 'client-credentials'] as const

export function ServiceAccountPage({ path }: { path: string }) {
  const { queries } = useServices()
  const account = useQuery(queries.serviceAccounts.get.queryOptions({ input: { account: path } }))

  if (account.data) return <LoadedAccount account={account.data} />
  if (!account.error) return <PageSkeleton />
  return (
    <Page title={getName(path)}>
      <ProblemAlert problem={toProblem(account.error)} onRetry={() => void account.refetch()} />
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
        label="Authentication methods"
        value={tab}
        onChange={setTab}
        tabs={[
          { value: 'federation', label: 'OIDC Federation', count: account.trustPolicies.length },
          { value: 'client-credentials', label: 'Client Credentials' },
        ]}
      />
      <TabPanel value={tab}>
        {tab === 'federation' && <FederationTab account={account} />}
        {tab === 'client-credentials' && (
          <ClientCredentialsTab account={account} onOpen={setDialog} />
        )}
      </TabPanel>
      <AccountDialogs account={account} open={dialog} onChange={setDialog} />
    </Page>
  )
}
