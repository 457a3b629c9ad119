import SmartToyOutlined from '@mui/icons-material/SmartToyOutlined'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Group } from '#contract/groups.ts'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { PageSkeleton } from '#renderer/components/loading.tsx'
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
import { GroupHeading } from './group-heading.tsx'
import { GroupList } from './group-list.tsx'

const tabs = ['service-accounts', 'groups'] as const

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

  return (
    <Page
      title={group.name}
      heading={<GroupHeading group={group} />}
      description={group.description}
      actions={<GroupActions group={group} />}
    >
      <TabStrip
        label={t('parts')}
        value={tab}
        onChange={setTab}
        tabs={[
          {
            value: 'service-accounts',
            label: t('tabs.serviceAccounts'),
            count: group.serviceAccountCount,
          },
          { value: 'groups', label: t('tabs.groups'), count: group.groupCount },
        ]}
      />
      <TabPanel value={tab}>
        {tab === 'service-accounts' && <AccountsOf group={group} />}
        {tab === 'groups' && <Subgroups group={group} />}
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

function Subgroups({ group }: { group: Group }) {
  const { t } = useTranslation('groups')

  return <GroupList parent={group.path} empty={t('emptyGroup')} />
}
