import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import LinearProgress from '@mui/material/LinearProgress'
import Typography from '@mui/material/Typography'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BulkOutcomes } from './bulk-outcomes.tsx'
import { type BulkRow, useBulk } from './use-bulk.ts'

export interface BulkDialogProps<Row extends BulkRow> {
  readonly title: string
  readonly confirmLabel: string
  readonly color?: 'primary' | 'error'
  readonly disabled?: boolean
  readonly rows: readonly Row[]
  readonly nameOf: (row: Row) => string
  /** What is worth knowing of a row before it is changed. */
  readonly detailOf: (row: Row) => ReactNode
  readonly change: (row: Row) => Promise<unknown>
  /** Called once nothing was refused, or when the dialog is left. */
  readonly onEnd: (done: readonly Row[]) => void
  readonly children: ReactNode
}

/** Shows what will be changed, changes it row by row, and says of each how it ended. */
export function BulkDialog<Row extends BulkRow>(props: BulkDialogProps<Row>) {
  const { t } = useTranslation(['groups', 'common'])
  const titleId = useId()
  // As they were when asked: the list behind changes meanwhile.
  const [rows] = useState(props.rows)
  const bulk = useBulk(rows, props.change)
  const hasEnded = bulk.outcomes.size === rows.length && !bulk.busy
  const close = () => !bulk.busy && props.onEnd(bulk.done)

  const run = async (chosen: readonly Row[]) => {
    const refused = await bulk.run(chosen)
    if (refused.length === 0) props.onEnd(rows)
  }

  return (
    <Dialog open fullWidth maxWidth="sm" aria-labelledby={titleId} onClose={close}>
      <DialogTitle id={titleId}>{props.title}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 1.5 }}>
        {bulk.outcomes.size === 0 && !bulk.busy && props.children}
        {bulk.busy && (
          <LinearProgress
            variant="determinate"
            aria-label={t('bulk.progress')}
            value={(100 * bulk.done.length) / rows.length}
          />
        )}
        {bulk.outcomes.size > 0 && (
          <Typography role="status">
            {t('bulk.result', { done: bulk.done.length, refused: bulk.refused.length })}
          </Typography>
        )}
        <BulkOutcomes {...props} rows={rows} outcomes={bulk.outcomes} />
      </DialogContent>
      <DialogActions>
        <Button color="inherit" variant="outlined" disabled={bulk.busy} onClick={close}>
          {hasEnded ? t('common:close') : t('common:cancel')}
        </Button>
        <Button
          variant="contained"
          color={props.color ?? 'primary'}
          disabled={bulk.busy || props.disabled}
          onClick={() => void run(hasEnded ? bulk.refused : rows)}
        >
          {hasEnded ? t('bulk.retry') : props.confirmLabel}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
