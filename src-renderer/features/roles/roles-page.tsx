import Box from '@mui/material/Box'
import Chip from '@mui/material/Chip'
import type { GridColDef } from '@mui/x-data-grid'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Role } from '#contract/roles.ts'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { NewButton } from '#renderer/components/new-button.tsx'
import { Page } from '#renderer/components/page.tsx'
import { SearchedTable } from '#renderer/components/searched-table.tsx'
import { i18next } from '#renderer/lib/language.ts'
import { toRoleRoute } from '#renderer/lib/paths.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useCursorPages } from '#renderer/lib/use-cursor-pages.ts'
import { useQueryParams } from '#renderer/lib/use-query-params.ts'
import { useSearch } from '#renderer/lib/use-search.ts'
import { RoleFormDialog } from './role-form-dialog.tsx'

export function RolesPage() {
  const { t } = useTranslation('access')
  const { queries } = useServices()
  const navigate = useNavigate()
  const search = useSearch()
  const { get, set } = useQueryParams()
  const pages = useCursorPages(search.settled)
  const roles = useQuery(
    queries.roles.list.queryOptions({
      input: {
        limit: 50,
        ...(search.settled && { search: search.settled }),
        ...(pages.cursor && { cursor: pages.cursor }),
      },
      placeholderData: keepPreviousData,
    }),
  )
  const create = (
    <NewButton label={t('roles.new')} onClick={() => set({ new: 'yes' }, { replace: false })} />
  )

  return (
    <Page title={t('roles.title')} description={t('roles.introduction')}>
      <SearchedTable<Role>
        label={t('roles.title')}
        searchLabel={t('roles.search')}
        search={search}
        isNarrowed={search.settled !== ''}
        list={roles}
        pages={pages}
        columns={listRoleColumns()}
        rowHeight={54}
        action={create}
        empty={<EmptyState action={create}>{t('roles.introduction')}</EmptyState>}
        nothingFound={<EmptyState>{t('roles.nothingFound', { text: search.settled })}</EmptyState>}
        onOpen={({ name }) => void navigate(toRoleRoute(name))}
      />
      {get('new') && <RoleFormDialog onClose={() => set({ new: undefined })} />}
    </Page>
  )
}

function listRoleColumns(): GridColDef<Role>[] {
  const count = { width: 120, align: 'right', headerAlign: 'right' } as const
  return [
    {
      field: 'name',
      headerName: i18next.t('access:roles.columns.name'),
      flex: 1,
      minWidth: 220,
      renderCell: ({ row }) => (
        <Box sx={{ minWidth: 0, lineHeight: 1.45, '& > *': ellipsis }}>
          <Box sx={{ fontWeight: 500 }}>{row.name}</Box>
          <Box title={row.description} sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>
            {row.description}
          </Box>
        </Box>
      ),
    },
    {
      field: 'kind',
      headerName: i18next.t('access:roles.columns.kind'),
      width: 130,
      renderCell: ({ row }) => <RoleKindChip kind={row.kind} />,
    },
    {
      field: 'permissions',
      headerName: i18next.t('access:roles.columns.permissions'),
      ...count,
      valueGetter: (_, row) => row.permissions.length,
    },
    { field: 'memberCount', headerName: i18next.t('access:roles.columns.members'), ...count },
  ]
}

export function RoleKindChip({ kind }: Pick<Role, 'kind'>) {
  const { t } = useTranslation('access')
  return <Chip label={t(`roles.kinds.${kind}`)} {...(kind === 'custom' && { color: 'success' })} />
}

const ellipsis = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }
