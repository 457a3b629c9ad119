import LanguageRounded from '@mui/icons-material/LanguageRounded'
import LanOutlined from '@mui/icons-material/LanOutlined'
import Box from '@mui/material/Box'
import type { GridColDef } from '@mui/x-data-grid'
import type { Issuer } from '#contract/issuers.ts'
import { IssuerHealthLabel } from './issuer-health-label.tsx'

export const issuerColumns: readonly GridColDef<Issuer>[] = [
  {
    field: 'label',
    headerName: 'Issuer',
    flex: 1.4,
    minWidth: 180,
    renderCell: ({ row }) => <TwoLines first={row.label || hostOf(row.url)} second={row.url} />,
  },
  {
    field: 'network',
    headerName: 'Network',
    width: 104,
    renderCell: ({ row }) => <Network isPrivate={row.allowPrivateNetwork} />,
  },
  {
    field: 'trustPolicyCount',
    headerName: 'Trust policies',
    width: 104,
    align: 'right',
    headerAlign: 'right',
  },
  {
    field: 'health',
    headerName: 'Keys last fetched',
    flex: 1.2,
    minWidth: 160,
    renderCell: ({ row }) => <IssuerHealthLabel health={row.health} />,
  },
  {
    field: 'keyIds',
    headerName: 'Key ids',
    flex: 0.9,
    minWidth: 110,
    renderCell: ({ row }) => (
      <KeyIds keyIds={row.health.keys.flatMap(({ keyId }) => keyId ?? [])} />
    ),
  },
]

export function TwoLines({ first, second }: { first: string; second: string }) {
  return (
    <Box sx={{ minWidth: 0, lineHeight: 1.45, '& > *': ellipsis }}>
      <Box sx={{ fontWeight: 500 }} title={first}>
        {first}
      </Box>
      <Box sx={{ color: 'text.secondary', fontSize: '0.75rem' }} title={second}>
        {second}
      </Box>
    </Box>
  )
}

function Network({ isPrivate }: { isPrivate: boolean }) {
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.75, '& svg': { fontSize: 16 } }}>
      {isPrivate ? <LanOutlined /> : <LanguageRounded />}
      {isPrivate ? 'Private' : 'Public'}
    </Box>
  )
}

function KeyIds({ keyIds }: { keyIds: readonly string[] }) {
  if (keyIds.length === 0) return <Box sx={{ color: 'text.secondary' }}>—</Box>
  const all = keyIds.join(', ')
  return (
    <Box component="code" title={all} sx={{ fontSize: '0.75rem', ...ellipsis }}>
      {all}
    </Box>
  )
}

const ellipsis = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url
}
