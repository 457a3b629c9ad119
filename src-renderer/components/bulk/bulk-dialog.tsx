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
  const hasBegun = bulk.outcomes.size > 0
  const hasEnded = hasBegun && !bulk.busy
  const close = () => !bulk.busy && props.onEnd(bulk.done)

  const run = async (chosen: readonly Row[]) => {
    const left = await bulk.run(chosen)
    if (left.length === 0) props.onEnd(rows)
  }

  return (
    <Dialog open fullWidth maxWidth="sm" aria-labelledby={titleId} onClose={close}>
      <DialogTitle id={titleId}>{props.title}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 1.5 }}>
        {!hasBegun && !bulk.busy && props.children}
        {bulk.busy && (
          <LinearProgress
            variant="determinate"
            aria-label={t('bulk.progress')}
            value={(100 * bulk.outcomes.size) / rows.length}
          />
        )}
        {hasBegun && (
          <Typography role="status">
            {t('bulk.result', { done: bulk.done.length, refused: bulk.refused.length })}
            {hasEnded && bulk.untried.length > 0 && (
              <>, {t('bulk.untried', { count: bulk.untried.length })}</>
            )}
          </Typography>
        )}
        <BulkOutcomes {...props} rows={rows} outcomes={bulk.outcomes} />
      </DialogContent>
      <DialogActions>
        <Button color="inherit" variant="outlined" onClick={bulk.busy ? bulk.stop : close}>
          {bulk.busy ? t('bulk.stop') : hasEnded ? t('common:close') : t('common:cancel')}
        </Button>
        <Button
          variant="contained"
          color={props.color ?? 'primary'}
          disabled={bulk.busy || props.disabled}
          onClick={() => void run([...bulk.refused, ...bulk.untried])}
        >
          {hasBegun ? t(bulk.untried.length > 0 ? 'bulk.goOn' : 'bulk.retry') : props.confirmLabel}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
