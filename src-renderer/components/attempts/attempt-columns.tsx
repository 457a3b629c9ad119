import Box from '@mui/material/Box'
import Chip from '@mui/material/Chip'
import type { GridColDef } from '@mui/x-data-grid'
import { useTranslation } from 'react-i18next'
import { Moment } from '#renderer/components/moment.tsx'
import { AttemptOutcome } from './attempt-outcome.tsx'
import type { AttemptRow } from './group-repeats.ts'

export function useAttemptColumns(): readonly GridColDef<AttemptRow>[] {
  const { t } = useTranslation('attempts')
  return [
    {
      field: 'at',
      headerName: t('when'),
      width: 120,
      renderCell: ({ row }) => <Moment at={row.at} />,
    },
    {
      field: 'outcome',
      headerName: t('outcome'),
      flex: 1,
      minWidth: 300,
      renderCell: ({ row }) => (
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minWidth: 0 }}>
          <AttemptOutcome accepted={row.accepted} stage={row.stage} />
          {row.repeats > 1 && (
            <Chip
              label={t('repeats', { count: row.repeats })}
              title={t('repeated', { count: row.repeats })}
            />
          )}
        </Box>
      ),
    },
    {
      field: 'principal',
      headerName: t('caller'),
      flex: 1.4,
      minWidth: 140,
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
