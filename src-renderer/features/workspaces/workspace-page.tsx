import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Workspace } from '#contract/workspaces.ts'
import { AuditTimeline } from '#renderer/components/audit/timeline.tsx'
import { PageSkeleton } from '#renderer/components/loading.tsx'
import { MembersPanel } from '#renderer/components/members/members-panel.tsx'
import { NamespaceFacts } from '#renderer/components/namespace-facts.tsx'
import { NamespaceHeading } from '#renderer/components/namespace-heading.tsx'
import { Page } from '#renderer/components/page.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { TabPanel, TabStrip } from '#renderer/components/tab-strip.tsx'
import { getName } from '#renderer/lib/paths.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useTab } from '#renderer/lib/use-tab.ts'
import { WorkspaceActions } from './workspace-actions.tsx'

const tabs = ['members', 'activity'] as const

/** A workspace: who may do what in it, and what happened there. */
export function WorkspacePage({ path }: { path: string }) {
  const { queries } = useServices()
  const workspace = useQuery(queries.workspaces.get.queryOptions({ input: { workspace: path } }))

  if (workspace.data) return <LoadedWorkspace workspace={workspace.data} />
  if (!workspace.error) return <PageSkeleton />
  return (
    <Page title={getName(path)}>
      <ProblemAlert problem={toProblem(workspace.error)} onRetry={() => void workspace.refetch()} />
    </Page>
  )
}

function LoadedWorkspace({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation('groups')
  const [tab, setTab] = useTab(tabs)

  return (
    <Page
      title={workspace.name}
      heading={<NamespaceHeading name={workspace.name} path={workspace.path} />}
      description={<NamespaceFacts namespace={workspace} />}
      actions={<WorkspaceActions workspace={workspace} />}
    >
      <TabStrip
        label={t('workspace.parts')}
        value={tab}
        onChange={setTab}
        tabs={tabs.map((value) => ({ value, label: t(`tabs.${value}`) }))}
      />
      <TabPanel value={tab}>
        {tab === 'members' && <MembersPanel namespace={workspace.path} />}
        {tab === 'activity' && <AuditTimeline filter={{ namespace: workspace.path }} />}
      </TabPanel>
    </Page>
  )
}
