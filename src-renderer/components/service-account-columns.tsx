import Box from '@mui/material/Box'
import MuiLink from '@mui/material/Link'
import type { GridColDef } from '@mui/x-data-grid'
import type { TFunction } from 'i18next'
import { Link } from 'react-router'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { getParent, toServiceAccountRoute } from '#renderer/lib/paths.ts'
import { ExpiryLabel } from './expiry-label.tsx'
import { MethodChips } from './method-chips.tsx'
import { Moment } from './moment.tsx'
import { SourceLabel } from './source-label.tsx'
import { StatusChip } from './status-chip.tsx'

export interface AccountColumnsOptions {
  /** Lists over several groups show the path. */
  readonly withPath: boolean
  /** Where there is little room the description stands below the name. */
  readonly isNarrow: boolean
  /** Lists that also show what comes from above say from where. */
  readonly withSource?: boolean
}

/** The columns of every list of accounts. */
export function listAccountColumns(
  t: TFunction<['accounts', 'common', 'groups']>,
  options: AccountColumnsOptions,
): GridColDef<ServiceAccount>[] {
  const columns = allColumns(t, options)
  const left = [
    ...(options.isNarrow || options.withSource ? ['description'] : []),
    ...(options.isNarrow && options.withSource ? ['methods'] : []),
    ...(options.withSource ? [] : ['inheritedFrom']),
  ]
  return columns.filter(({ field }) => !left.includes(field))
}

function allColumns(
  t: TFunction<['accounts', 'common', 'groups']>,
  { withPath, isNarrow }: AccountColumnsOptions,
): GridColDef<ServiceAccount>[] {
  return [
    {
      field: 'path',
      headerName: withPath ? t('common:path') : t('common:name'),
      flex: withPath ? 1.4 : 1.1,
      minWidth: 150,
      renderCell: ({ row }) => (
        <Box sx={{ minWidth: 0, lineHeight: 1.5 }}>
          <AccountLink account={row} withPath={withPath} />
          {isNarrow && <Ellipsis text={row.description} small />}
        </Box>
      ),
    },
    {
      field: 'inheritedFrom',
      headerName: t('groups:source.title'),
      flex: 0.7,
      minWidth: 110,
      renderCell: ({ row }) => <SourceLabel inheritedFrom={row.inheritedFrom} />,
    },
    {
      field: 'description',
      headerName: t('common:description'),
      flex: 1,
      minWidth: 90,
      renderCell: ({ row }) => <Ellipsis text={row.description} />,
    },
    {
      field: 'methods',
      headerName: t('list.methods'),
      width: 186,
      renderCell: ({ row }) => <MethodChips account={row} />,
    },
    {
      field: 'expiresAt',
      headerName: t('list.secretExpires'),
      width: 118,
      renderCell: ({ row }) => <SecretExpiry account={row} />,
    },
    {
      field: 'status',
      headerName: t('common:status'),
      width: 110,
      renderCell: ({ row }) => <StatusChip account={row} />,
    },
    {
      field: 'lastUsedAt',
      headerName: t('common:lastUsed'),
      width: 122,
      renderCell: ({ row }) => <Moment at={row.lastUsedAt} />,
    },
  ]
}

function AccountLink({ account, withPath }: { account: ServiceAccount; withPath: boolean }) {
  const parent = getParent(account.path)
  return (
    <MuiLink
      component={Link}
      to={toServiceAccountRoute(account.path)}
      tabIndex={-1}
      color="inherit"
      title={account.path}
      sx={{ ...ellipsis, fontWeight: 500 }}
    >
      {withPath && parent && (
        <Box component="span" sx={{ color: 'text.secondary', fontWeight: 400 }}>
          {parent}/
        </Box>
      )}
      {account.name}
    </MuiLink>
  )
}

const ellipsis = {
  display: 'block',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
}

function Ellipsis({ text, small = false }: { text: string; small?: boolean }) {
  if (text === '') return null
  return (
    <Box
      component="span"
      title={text}
      sx={{ ...ellipsis, color: 'text.secondary', fontSize: small ? '0.75rem' : 'inherit' }}
    >
      {text}
    </Box>
  )
}

function SecretExpiry({ account }: { account: ServiceAccount }) {
  const { expiresAt } = account.clientCredentials
  return expiresAt === null ? <Nothing /> : <ExpiryLabel at={expiresAt} />
}

function Nothing() {
  return (
    <Box component="span" sx={{ color: 'text.secondary' }}>
      —
    </Box>
  )
}
