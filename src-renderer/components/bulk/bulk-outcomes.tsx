import CheckCircleOutlineRounded from '@mui/icons-material/CheckCircleOutlineRounded'
import HighlightOffRounded from '@mui/icons-material/HighlightOffRounded'
import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { BulkRow, Outcome } from './use-bulk.ts'

export interface BulkOutcomesProps<Row extends BulkRow> {
  readonly rows: readonly Row[]
  readonly outcomes: ReadonlyMap<string, Outcome>
  readonly nameOf: (row: Row) => string
  readonly detailOf: (row: Row) => ReactNode
}

/** Every row with what is known of it, and how its change ended; what was refused comes first. */
export function BulkOutcomes<Row extends BulkRow>(props: BulkOutcomesProps<Row>) {
  const { t } = useTranslation('groups')
  const { rows, outcomes, nameOf, detailOf } = props
  const isRefused = ({ id }: Row) => outcomes.get(id)?.status === 'refused'

  return (
    <Box component="ul" aria-label={t('bulk.rows')} tabIndex={0} sx={listLook}>
      {[...rows.filter(isRefused), ...rows.filter((row) => !isRefused(row))].map((row) => {
        const outcome = outcomes.get(row.id)
        return (
          <Box component="li" key={row.id}>
            <Box sx={{ minWidth: 0, flex: 1 }}>
              <Box sx={{ fontWeight: 500 }}>{nameOf(row)}</Box>
              <Box sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>
                {outcome?.status === 'refused' ? <Reason outcome={outcome} /> : detailOf(row)}
              </Box>
            </Box>
            {outcome && <Mark status={outcome.status} />}
          </Box>
        )
      })}
    </Box>
  )
}

function Reason({ outcome: { problem } }: { outcome: Outcome & { status: 'refused' } }) {
  return (
    <Box component="span" sx={{ color: 'error.main' }}>
      {problem.detail ?? problem.title}
    </Box>
  )
}

function Mark({ status }: Pick<Outcome, 'status'>) {
  const { t } = useTranslation('groups')
  const Icon = status === 'done' ? CheckCircleOutlineRounded : HighlightOffRounded

  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 0.5,
        color: status === 'done' ? 'success.main' : 'error.main',
        '& svg': { fontSize: 16 },
      }}
    >
      <Icon aria-hidden />
      {t(`bulk.${status}`)}
    </Box>
  )
}

const listLook = {
  m: 0,
  p: 0,
  listStyle: 'none',
  maxHeight: '40vh',
  overflowY: 'auto',
  border: 1,
  borderColor: 'divider',
  borderRadius: '10px',
  fontSize: '0.8125rem',
  '& > li': {
    display: 'flex',
    alignItems: 'center',
    gap: 2,
    px: 1.5,
    py: 0.75,
    borderBottom: 1,
    borderColor: 'divider',
    overflowWrap: 'anywhere',
  },
  '& > li:last-of-type': { borderBottom: 0 },
}
