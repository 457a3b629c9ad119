import SmartToyOutlined from '@mui/icons-material/SmartToyOutlined'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Group } from '#contract/groups.ts'
import { AuditTimeline } from '#renderer/components/audit/timeline.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { PageSkeleton } from '#renderer/components/loading.tsx'
import { MembersPanel } from '#renderer/components/members/members-panel.tsx'
import { NamespaceFacts } from '#renderer/components/namespace-facts.tsx'
import { NamespaceHeading } from '#renderer/components/namespace-heading.tsx'
import { NewButton } from '#renderer/components/new-button.tsx'
import { Page } from '#renderer/components/page.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { ServiceAccountGrid } from '#renderer/components/service-account-grid.tsx'
import { TabPanel, TabStrip } from '#renderer/components/tab-strip.tsx'
import { getName, toNewServiceAccountRoute } from '#renderer/lib/paths.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useTab } from '#renderer/lib/use-tab.ts'
import { GroupActions } from './group-actions.tsx'
import { GroupList } from './group-list.tsx'
import { TrustList } from './trust-list.tsx'
import { WorkspaceList } from './workspace-list.tsx'

const tabs = ['service-accounts', 'workspaces', 'groups', 'members', 'trust', 'activity'] as const

export function GroupPage({ path }: { path: string }) {
  const { queries } = useServices()
  const group = useQuery(queries.groups.get.queryOptions({ input: { group: path } }))

  if (group.data) return <LoadedGroup group={group.data} />
  if (!group.error) return <PageSkeleton />
  return (
    <Page title={getName(path)}>
      <ProblemAlert problem={toProblem(group.error)} onRetry={() => void group.refetch()} />
    </Page>
  )
}

function LoadedGroup({ group }: { group: Group }) {
  const { t } = useTranslation('groups')
  const [tab, setTab] = useTab(tabs)
  const counts: Partial<Record<(typeof tabs)[number], number>> = {
    'service-accounts': group.serviceAccountCount,
    workspaces: group.workspaceCount,
    groups: group.groupCount,
  }

  return (
    <Page
      title={group.name}
      heading={<NamespaceHeading name={group.name} path={group.path} />}
      description={<NamespaceFacts namespace={group} />}
      actions={<GroupActions group={group} />}
    >
      <TabStrip
        label={t('parts')}
        value={tab}
        onChange={setTab}
        tabs={tabs.map((value) => {
          const count = counts[value]
          return { value, label: t(`tabs.${value}`), ...(count !== undefined && { count }) }
        })}
      />
      <TabPanel value={tab}>
        {tab === 'service-accounts' && <AccountsOf group={group} />}
        {tab === 'workspaces' && <WorkspaceList group={group.path} />}
        {tab === 'groups' && <GroupList parent={group.path} empty={t('emptyGroup')} />}
        {tab === 'members' && <MembersPanel namespace={group.path} />}
        {tab === 'trust' && <TrustList group={group.path} />}
        {tab === 'activity' && <AuditTimeline filter={{ namespace: group.path }} />}
      </TabPanel>
    </Page>
  )
}

function AccountsOf({ group }: { group: Group }) {
  const { t } = useTranslation('groups')
  const create = <NewButton label={t('accounts.new')} to={toNewServiceAccountRoute(group.path)} />

  return (
    <ServiceAccountGrid
      group={group.path}
      action={create}
      empty={
        <EmptyState icon={<SmartToyOutlined />} action={create}>
          {t('accounts.empty')}
        </EmptyState>
      }
    />
  )
}
