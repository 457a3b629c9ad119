import GroupsOutlined from '@mui/icons-material/GroupsOutlined'
import type { GridColDef } from '@mui/x-data-grid'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Team } from '#contract/users.ts'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { Moment } from '#renderer/components/moment.tsx'
import { NewButton } from '#renderer/components/new-button.tsx'
import { Page } from '#renderer/components/page.tsx'
import { SearchedTable } from '#renderer/components/searched-table.tsx'
import { i18next } from '#renderer/lib/language.ts'
import { toTeamRoute } from '#renderer/lib/paths.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useCursorPages } from '#renderer/lib/use-cursor-pages.ts'
import { useQueryParams } from '#renderer/lib/use-query-params.ts'
import { useSearch } from '#renderer/lib/use-search.ts'
import { TeamFormDialog } from './team-form-dialog.tsx'

export function TeamsPage() {
  const { t } = useTranslation('access')
  const { queries } = useServices()
  const navigate = useNavigate()
  const search = useSearch()
  const { get, set } = useQueryParams()
  const pages = useCursorPages(search.settled)
  const teams = useQuery(
    queries.teams.list.queryOptions({
      input: {
        limit: 50,
        ...(search.settled && { search: search.settled }),
        ...(pages.cursor && { cursor: pages.cursor }),
      },
      placeholderData: keepPreviousData,
    }),
  )
  const create = (
    <NewButton label={t('teams.new')} onClick={() => set({ new: 'yes' }, { replace: false })} />
  )

  return (
    <Page title={t('teams.title')} description={t('teams.introduction')}>
      <SearchedTable<Team>
        label={t('teams.title')}
        searchLabel={t('teams.search')}
        search={search}
        isNarrowed={search.settled !== ''}
        list={teams}
        pages={pages}
        columns={listTeamColumns()}
        action={create}
        empty={
          <EmptyState icon={<GroupsOutlined />} action={create}>
            {t('teams.empty')}
          </EmptyState>
        }
        nothingFound={<EmptyState>{t('teams.nothingFound', { text: search.settled })}</EmptyState>}
        onOpen={({ id }) => void navigate(toTeamRoute(id))}
      />
      {get('new') && <TeamFormDialog onClose={() => set({ new: undefined })} />}
    </Page>
  )
}

function listTeamColumns(): GridColDef<Team>[] {
  const name = (column: 'name' | 'description' | 'users' | 'created') =>
    i18next.t(`access:teams.columns.${column}`)
  return [
    { field: 'name', headerName: name('name'), flex: 1, minWidth: 160 },
    { field: 'description', headerName: name('description'), flex: 1.5, minWidth: 180 },
    {
      field: 'userCount',
      headerName: name('users'),
      width: 110,
      align: 'right',
      headerAlign: 'right',
    },
    {
      field: 'createdAt',
      headerName: name('created'),
      width: 130,
      renderCell: ({ row }) => <Moment at={row.createdAt} />,
    },
  ]
}
