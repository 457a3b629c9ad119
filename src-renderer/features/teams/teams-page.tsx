import GroupsOutlined from '@mui/icons-material/GroupsOutlined'
import type { GridColDef } from '@mui/x-data-grid'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Team } from '#contract/users.ts'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { Moment } from '#renderer/components/moment.tsx'
import { Page } from '#renderer/components/page.tsx'
import { SearchedTable } from '#renderer/components/searched-table.tsx'
import { useNewDialog } from '#renderer/components/use-new-dialog.tsx'
import { i18next } from '#renderer/lib/language.ts'
import { toTeamRoute } from '#renderer/lib/paths.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useSearchedList } from '#renderer/lib/use-searched-list.ts'
import { TeamFormDialog } from './team-form-dialog.tsx'

export function TeamsPage() {
  const { t } = useTranslation('access')
  const { queries } = useServices()
  const navigate = useNavigate()
  const searched = useSearchedList((input) => queries.teams.list.queryOptions({ input }))
  const create = useNewDialog(t('teams.new'), TeamFormDialog)

  return (
    <Page title={t('teams.title')} description={t('teams.introduction')}>
      <SearchedTable<Team>
        label={t('teams.title')}
        searchLabel={t('teams.search')}
        {...searched}
        columns={listTeamColumns()}
        action={create.button}
        empty={
          <EmptyState icon={<GroupsOutlined />} action={create.button}>
            {t('teams.empty')}
          </EmptyState>
        }
        nothingFound={
          <EmptyState>{t('teams.nothingFound', { text: searched.search.settled })}</EmptyState>
        }
        onOpen={({ id }) => void navigate(toTeamRoute(id))}
      />
      {create.dialog}
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
