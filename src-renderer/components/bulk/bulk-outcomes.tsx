import CheckCircleOutlineRounded from '@mui/icons-material/CheckCircleOutlineRounded'
import HighlightOffRounded from '@mui/icons-material/HighlightOffRounded'
import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Mark } from '#renderer/components/mark.tsx'
import { groupRefusals, type RefusedGroup, sayReason } from './group-refusals.ts'
import type { BulkRow, Outcome } from './use-bulk.ts'

export interface BulkOutcomesProps<Row extends BulkRow> {
  readonly rows: readonly Row[]
  readonly outcomes: ReadonlyMap<string, Outcome>
  readonly nameOf: (row: Row) => string
  readonly detailOf: (row: Row) => ReactNode
}

/** More rows than anybody reads; of thousands, refusals are put together by their reason. */
const SHOWN = 100

/** Every row with what is known of it, and how its change ended; what was refused comes first. */
export function BulkOutcomes<Row extends BulkRow>(props: BulkOutcomesProps<Row>) {
  const { t } = useTranslation('groups')
  const { rows, outcomes, nameOf, detailOf } = props
  const isMany = rows.length > SHOWN
  const isRefused = ({ id }: Row) => outcomes.get(id)?.status === 'refused'
  const sorted = [
    ...(isMany ? [] : rows.filter(isRefused)),
    ...rows.filter((row) => !isRefused(row)),
  ]

  return (
    <Box component="ul" aria-label={t('bulk.rows')} tabIndex={0} sx={listLook}>
      {isMany &&
        groupRefusals(rows, outcomes).map((group) => (
          <RefusedLine key={group.reason} {...group} nameOf={nameOf} />
        ))}
      {sorted.slice(0, SHOWN).map((row) => {
        const outcome = outcomes.get(row.id)
        return (
          <Box component="li" key={row.id}>
            <Box sx={{ minWidth: 0, flex: 1 }}>
              <Box sx={{ fontWeight: 500 }}>{nameOf(row)}</Box>
              <Box sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>
                {outcome?.status === 'refused' ? <Reason outcome={outcome} /> : detailOf(row)}
              </Box>
            </Box>
            {outcome && <Status status={outcome.status} />}
          </Box>
        )
      })}
      {sorted.length > SHOWN && (
        <Box component="li" sx={{ color: 'text.secondary' }}>
          {t('bulk.furtherRows', { count: sorted.length - SHOWN })}
        </Box>
      )}
    </Box>
  )
}

/** How many names stand for all that were refused for the same reason. */
const NAMED = 3

function RefusedLine<Row extends BulkRow>(
  props: RefusedGroup<Row> & { readonly nameOf: (row: Row) => string },
) {
  const { t } = useTranslation('groups')
  const { reason, rows, nameOf } = props
  const names = rows.slice(0, NAMED).map(nameOf).join(', ')

  return (
    <li>
      <Box sx={{ minWidth: 0, flex: 1 }}>
        <Box sx={{ fontWeight: 500, color: 'error.main' }}>{reason}</Box>
        <Box sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>
          {rows.length > NAMED ? t('bulk.andMore', { names, count: rows.length - NAMED }) : names}
        </Box>
      </Box>
      <Status status="refused" />
    </li>
  )
}

function Reason({ outcome }: { outcome: Outcome & { status: 'refused' } }) {
  return (
    <Box component="span" sx={{ color: 'error.main' }}>
      {sayReason(outcome)}
    </Box>
  )
}

function Status({ status }: Pick<Outcome, 'status'>) {
  const { t } = useTranslation('groups')
  return status === 'done' ? (
    <Mark color="success.main" icon={<CheckCircleOutlineRounded />}>
      {t('bulk.done')}
    </Mark>
  ) : (
    <Mark color="error.main" icon={<HighlightOffRounded />}>
      {t('bulk.refused')}
    </Mark>
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
