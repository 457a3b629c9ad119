import WorkspacesOutlined from '@mui/icons-material/WorkspacesOutlined'
import Link from '@mui/material/Link'
import type { GridColDef } from '@mui/x-data-grid'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouterLink, useNavigate } from 'react-router'
import type { Workspace } from '#contract/workspaces.ts'
import { DataTable } from '#renderer/components/data-table.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { Moment } from '#renderer/components/moment.tsx'
import { PageBar } from '#renderer/components/page-bar.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { SearchField } from '#renderer/components/search-field.tsx'
import { Toolbar, ToolbarSkeleton } from '#renderer/components/toolbar.tsx'
import { toWorkspaceRoute } from '#renderer/lib/paths.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useSearchedList } from '#renderer/lib/use-searched-list.ts'
import { useNewNamespace } from './use-new-namespace.tsx'

/** The workspaces directly in a group. */
export function WorkspaceList({ group }: { group: string }) {
  const { t } = useTranslation('groups')
  const { queries } = useServices()
  const navigate = useNavigate()
  const columns = useColumns()
  const searched = useSearchedList(
    (page) => queries.workspaces.list.queryOptions({ input: { group, ...page } }),
    { group },
  )
  const { search, list: workspaces, pages, isSearched } = searched
  const create = useNewNamespace('workspace', group)
  const shown = workspaces.data?.items ?? []

  return (
    <>
      {(shown.length > 0 || isSearched) && (
        <Toolbar>
          <SearchField label={t('workspace.search')} text={search.text} onChange={search.setText} />
          {create.button}
        </Toolbar>
      )}
      {workspaces.isPending && !isSearched && <ToolbarSkeleton />}
      {workspaces.error && (
        <ProblemAlert
          problem={toProblem(workspaces.error)}
          onRetry={() => void workspaces.refetch()}
        />
      )}
      {!(workspaces.error && !workspaces.data) && (
        <DataTable<Workspace>
          label={t('tabs.workspaces')}
          rows={shown}
          columns={columns}
          loading={workspaces.isPending}
          empty={
            isSearched ? (
              <EmptyState>{t('workspace.nothingFound', { text: search.settled })}</EmptyState>
            ) : (
              <EmptyState icon={<WorkspacesOutlined />} action={create.button}>
                {t('workspace.empty')}
              </EmptyState>
            )
          }
          onOpen={({ path }) => void navigate(toWorkspaceRoute(path))}
        />
      )}
      {create.dialog}
      <PageBar pages={pages} nextCursor={workspaces.data?.nextCursor} />
    </>
  )
}

function useColumns(): GridColDef<Workspace>[] {
  const { t } = useTranslation('groups')
  return useMemo(
    () => [
      {
        field: 'name',
        headerName: t('columns.name'),
        flex: 1,
        minWidth: 150,
        renderCell: ({ row }) => (
          <Link
            component={RouterLink}
            to={toWorkspaceRoute(row.path)}
            tabIndex={-1}
            color="inherit"
            sx={{ fontWeight: 500 }}
          >
            {row.name}
          </Link>
        ),
      },
      { field: 'description', headerName: t('columns.description'), flex: 2, minWidth: 120 },
      {
        field: 'createdAt',
        headerName: t('columns.created'),
        width: 136,
        renderCell: ({ row }) => <Moment at={row.createdAt} />,
      },
    ],
    [t],
  )
}
