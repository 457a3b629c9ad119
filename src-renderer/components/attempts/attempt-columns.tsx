import Box from '@mui/material/Box'
import type { GridColDef } from '@mui/x-data-grid'
import type { Attempt } from '#contract/trust.ts'
import { Moment } from '#renderer/components/moment.tsx'
import { AttemptOutcome } from './attempt-outcome.tsx'

export const attemptColumns: readonly GridColDef<Attempt>[] = [
  {
    field: 'at',
    headerName: 'When',
    width: 130,
    renderCell: ({ row }) => <Moment at={row.at} />,
  },
  {
    field: 'outcome',
    headerName: 'Outcome',
    width: 220,
    renderCell: ({ row }) => <AttemptOutcome accepted={row.accepted} stage={row.stage} />,
  },
  {
    field: 'principal',
    headerName: 'Caller',
    flex: 1.6,
    minWidth: 160,
    renderCell: ({ row }) => <OneLine text={row.principal || '—'} />,
  },
  {
    field: 'accountPath',
    headerName: 'Account',
    flex: 1,
    minWidth: 120,
    renderCell: ({ row }) => <OneLine text={row.accountPath ?? '—'} />,
  },
]

function OneLine({ text }: { text: string }) {
  return (
    <Box title={text} sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
      {text}
    </Box>
  )
}
