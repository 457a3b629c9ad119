import Box from '@mui/material/Box'
import type { GridColDef } from '@mui/x-data-grid'
import { useTranslation } from 'react-i18next'
import type { Attempt } from '#contract/trust.ts'
import { Moment } from '#renderer/components/moment.tsx'
import { AttemptOutcome } from './attempt-outcome.tsx'

export function useAttemptColumns(): readonly GridColDef<Attempt>[] {
  const { t } = useTranslation('attempts')
  return [
    {
      field: 'at',
      headerName: t('when'),
      width: 130,
      renderCell: ({ row }) => <Moment at={row.at} />,
    },
    {
      field: 'outcome',
      headerName: t('outcome'),
      flex: 1,
      minWidth: 260,
      renderCell: ({ row }) => <AttemptOutcome accepted={row.accepted} stage={row.stage} />,
    },
    {
      field: 'principal',
      headerName: t('caller'),
      flex: 1.6,
      minWidth: 160,
      renderCell: ({ row }) => <OneLine text={row.principal || '—'} />,
    },
    {
      field: 'accountPath',
      headerName: t('account'),
      flex: 1,
      minWidth: 120,
      renderCell: ({ row }) => <OneLine text={row.accountPath ?? '—'} />,
    },
  ]
}

function OneLine({ text }: { text: string }) {
  return (
    <Box title={text} sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
      {text}
    </Box>
  )
}
