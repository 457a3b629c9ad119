import Box from '@mui/material/Box'
import MuiLink from '@mui/material/Link'
import type { GridColDef } from '@mui/x-data-grid'
import { Link } from 'react-router'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { getParent, toServiceAccountRoute } from '#renderer/lib/paths.ts'
import { ExpiryLabel } from './expiry-label.tsx'
import { MethodChips } from './method-chips.tsx'
import { Moment } from './moment.tsx'
import { StatusChip } from './status-chip.tsx'

/** The columns of every list of accounts; lists over several groups show the path. */
export function listAccountColumns(withPath: boolean): GridColDef<ServiceAccount>[] {
  return [
    {
      field: 'name',
      headerName: withPath ? 'Path' : 'Name',
      flex: withPath ? 1.6 : 1.1,
      minWidth: withPath ? 200 : 130,
      renderCell: ({ row }) => <AccountLink account={row} withPath={withPath} />,
    },
    {
      field: 'description',
      headerName: 'Description',
      flex: 1,
      minWidth: 90,
      renderCell: ({ row }) => <Ellipsis text={row.description} />,
    },
    {
      field: 'methods',
      headerName: 'Authentication methods',
      width: 186,
      renderCell: ({ row }) => <MethodChips account={row} />,
    },
    {
      field: 'expiry',
      headerName: 'Secret expires',
      width: 122,
      renderCell: ({ row }) => <SecretExpiry account={row} />,
    },
    {
      field: 'status',
      headerName: 'Status',
      width: 98,
      renderCell: ({ row }) => <StatusChip disabled={row.disabled} />,
    },
    {
      field: 'lastUsedAt',
      headerName: 'Last used',
      width: 108,
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
      sx={{ overflow: 'hidden', textOverflow: 'ellipsis', fontWeight: 500 }}
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

function Ellipsis({ text }: { text: string }) {
  return (
    <Box
      component="span"
      title={text}
      sx={{ overflow: 'hidden', textOverflow: 'ellipsis', color: 'text.secondary' }}
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
