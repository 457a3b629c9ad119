import CheckCircleOutlineRounded from '@mui/icons-material/CheckCircleOutlineRounded'
import PauseCircleOutlineRounded from '@mui/icons-material/PauseCircleOutlineRounded'
import PersonOutlined from '@mui/icons-material/PersonOutlined'
import Chip from '@mui/material/Chip'
import type { GridColDef } from '@mui/x-data-grid'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { User } from '#contract/users.ts'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { Moment } from '#renderer/components/moment.tsx'
import { Page } from '#renderer/components/page.tsx'
import { SearchedTable } from '#renderer/components/searched-table.tsx'
import { useNewDialog } from '#renderer/components/use-new-dialog.tsx'
import { i18next } from '#renderer/lib/language.ts'
import { toUserRoute } from '#renderer/lib/paths.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useSearchedList } from '#renderer/lib/use-searched-list.ts'
import { UserFormDialog } from './user-form-dialog.tsx'

export function UsersPage() {
  const { t } = useTranslation('access')
  const { queries } = useServices()
  const navigate = useNavigate()
  const searched = useSearchedList((input) => queries.users.list.queryOptions({ input }))
  const create = useNewDialog(t('users.new'), UserFormDialog)

  return (
    <Page title={t('users.title')} description={t('users.introduction')}>
      <SearchedTable<User>
        label={t('users.title')}
        searchLabel={t('users.search')}
        {...searched}
        columns={listUserColumns()}
        action={create.button}
        empty={
          <EmptyState icon={<PersonOutlined />} action={create.button}>
            {t('users.empty')}
          </EmptyState>
        }
        nothingFound={
          <EmptyState>{t('users.nothingFound', { text: searched.search.settled })}</EmptyState>
        }
        onOpen={({ id }) => void navigate(toUserRoute(id))}
      />
      {create.dialog}
    </Page>
  )
}

function listUserColumns(): GridColDef<User>[] {
  const name = (column: 'name' | 'email' | 'status' | 'created') =>
    i18next.t(`access:users.columns.${column}`)
  return [
    { field: 'name', headerName: name('name'), flex: 1, minWidth: 160 },
    { field: 'email', headerName: name('email'), flex: 1.2, minWidth: 200 },
    {
      field: 'status',
      headerName: name('status'),
      width: 150,
      renderCell: ({ row }) => <UserChip user={row} />,
    },
    {
      field: 'createdAt',
      headerName: name('created'),
      width: 130,
      renderCell: ({ row }) => <Moment at={row.createdAt} />,
    },
  ]
}

export function UserChip({ user }: { user: Pick<User, 'disabled'> }) {
  const { t } = useTranslation('access')
  return user.disabled ? (
    <Chip icon={<PauseCircleOutlineRounded />} label={t('users.disabled')} />
  ) : (
    <Chip color="success" icon={<CheckCircleOutlineRounded />} label={t('users.active')} />
  )
}
