import Box from '@mui/material/Box'
import Chip from '@mui/material/Chip'
import type { GridColDef } from '@mui/x-data-grid'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Role } from '#contract/roles.ts'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { Page } from '#renderer/components/page.tsx'
import { SearchedTable } from '#renderer/components/searched-table.tsx'
import { useNewDialog } from '#renderer/components/use-new-dialog.tsx'
import { describeRole } from '#renderer/lib/describe-role.ts'
import { i18next } from '#renderer/lib/language.ts'
import { toRoleRoute } from '#renderer/lib/paths.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useSearchedList } from '#renderer/lib/use-searched-list.ts'
import { RoleFormDialog } from './role-form-dialog.tsx'

export function RolesPage() {
  const { t } = useTranslation('access')
  const { queries } = useServices()
  const navigate = useNavigate()
  const searched = useSearchedList((input) => queries.roles.list.queryOptions({ input }))
  const create = useNewDialog(t('roles.new'), RoleFormDialog)

  return (
    <Page title={t('roles.title')} description={t('roles.introduction')}>
      <SearchedTable<Role>
        label={t('roles.title')}
        searchLabel={t('roles.search')}
        {...searched}
        columns={listRoleColumns()}
        rowHeight={54}
        action={create.button}
        empty={<EmptyState action={create.button}>{t('roles.introduction')}</EmptyState>}
        nothingFound={
          <EmptyState>{t('roles.nothingFound', { text: searched.search.settled })}</EmptyState>
        }
        onOpen={({ name }) => void navigate(toRoleRoute(name))}
      />
      {create.dialog}
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
          <Box title={describeRole(row)} sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>
            {describeRole(row)}
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
