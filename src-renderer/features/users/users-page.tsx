import CheckCircleOutlineRounded from '@mui/icons-material/CheckCircleOutlineRounded'
import PauseCircleOutlineRounded from '@mui/icons-material/PauseCircleOutlineRounded'
import PersonOutlined from '@mui/icons-material/PersonOutlined'
import Chip from '@mui/material/Chip'
import type { GridColDef } from '@mui/x-data-grid'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { User } from '#contract/users.ts'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { Moment } from '#renderer/components/moment.tsx'
import { NewButton } from '#renderer/components/new-button.tsx'
import { Page } from '#renderer/components/page.tsx'
import { SearchedTable } from '#renderer/components/searched-table.tsx'
import { i18next } from '#renderer/lib/language.ts'
import { toUserRoute } from '#renderer/lib/paths.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useCursorPages } from '#renderer/lib/use-cursor-pages.ts'
import { useQueryParams } from '#renderer/lib/use-query-params.ts'
import { useSearch } from '#renderer/lib/use-search.ts'
import { UserFormDialog } from './user-form-dialog.tsx'

export function UsersPage() {
  const { t } = useTranslation('access')
  const { queries } = useServices()
  const navigate = useNavigate()
  const search = useSearch()
  const { get, set } = useQueryParams()
  const pages = useCursorPages(search.settled)
  const users = useQuery(
    queries.users.list.queryOptions({
      input: {
        limit: 50,
        ...(search.settled && { search: search.settled }),
        ...(pages.cursor && { cursor: pages.cursor }),
      },
      placeholderData: keepPreviousData,
    }),
  )
  const create = (
    <NewButton label={t('users.new')} onClick={() => set({ new: 'yes' }, { replace: false })} />
  )

  return (
    <Page title={t('users.title')} description={t('users.introduction')}>
      <SearchedTable<User>
        label={t('users.title')}
        searchLabel={t('users.search')}
        search={search}
        isNarrowed={search.settled !== ''}
        list={users}
        pages={pages}
        columns={listUserColumns()}
        action={create}
        empty={
          <EmptyState icon={<PersonOutlined />} action={create}>
            {t('users.empty')}
          </EmptyState>
        }
        nothingFound={<EmptyState>{t('users.nothingFound', { text: search.settled })}</EmptyState>}
        onOpen={({ id }) => void navigate(toUserRoute(id))}
      />
      {get('new') && <UserFormDialog onClose={() => set({ new: undefined })} />}
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
