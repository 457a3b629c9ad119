import LanguageRounded from '@mui/icons-material/LanguageRounded'
import LanOutlined from '@mui/icons-material/LanOutlined'
import Box from '@mui/material/Box'
import type { GridColDef } from '@mui/x-data-grid'
import { useTranslation } from 'react-i18next'
import type { Issuer } from '#contract/issuers.ts'
import { IssuerHealthLabel } from './issuer-health-label.tsx'

export function useIssuerColumns(): readonly GridColDef<Issuer>[] {
  const { t } = useTranslation('issuers')
  return [
    {
      field: 'label',
      headerName: t('issuer'),
      flex: 1.4,
      minWidth: 180,
      renderCell: ({ row }) => <TwoLines first={row.label || hostOf(row.url)} second={row.url} />,
    },
    {
      field: 'network',
      headerName: t('network'),
      width: 104,
      renderCell: ({ row }) => <Network isPrivate={row.allowPrivateNetwork} />,
    },
    {
      field: 'trustPolicyCount',
      headerName: t('trustPolicies'),
      width: 104,
      align: 'right',
      headerAlign: 'right',
    },
    {
      field: 'health',
      headerName: t('keysFetched'),
      flex: 1.2,
      minWidth: 160,
      renderCell: ({ row }) => <IssuerHealthLabel issuer={row} />,
    },
    {
      field: 'keyIds',
      headerName: t('keyIds'),
      flex: 0.9,
      minWidth: 110,
      renderCell: ({ row }) => (
        <KeyIds keyIds={row.health.keys.flatMap(({ keyId }) => keyId ?? [])} />
      ),
    },
  ]
}

function TwoLines({ first, second }: { first: string; second: string }) {
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
  const { t } = useTranslation('issuers')

  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.75, '& svg': { fontSize: 16 } }}>
      {isPrivate ? <LanOutlined /> : <LanguageRounded />}
      {t(isPrivate ? 'private' : 'public')}
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
