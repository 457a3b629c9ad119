import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '#renderer/lib/problem.ts'
import { ProblemAlert } from './problem-alert.tsx'

export interface ConfirmDialogProps {
  readonly title: string
  readonly confirmLabel: string
  readonly color?: 'primary' | 'error'
  readonly disabled?: boolean
  readonly busy: boolean
  readonly problem?: Problem | undefined
  readonly onConfirm: () => void
  readonly onClose: () => void
  /** Offered at the left, as the milder way. */
  readonly alternative?: ReactNode
  readonly children: ReactNode
}

/** Asks before something that cannot be taken back; a refusal is shown where it was asked. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { t } = useTranslation('common')
  const titleId = useId()
  const { busy, problem } = props

  return (
    <Dialog
      open
      fullWidth
      maxWidth="xs"
      aria-labelledby={titleId}
      onClose={() => !busy && props.onClose()}
    >
      <DialogTitle id={titleId}>{props.title}</DialogTitle>
      <DialogContent>
        {problem && <ProblemAlert problem={problem} fields={problem.fields} />}
        {props.children}
      </DialogContent>
      <DialogActions sx={{ flexWrap: 'wrap', rowGap: 1 }}>
        {props.alternative}
        <Button color="inherit" variant="outlined" onClick={props.onClose} disabled={busy}>
          {t('cancel')}
        </Button>
        <Button
          variant="contained"
          color={props.color ?? 'primary'}
          disabled={props.disabled || busy}
          onClick={props.onConfirm}
        >
          {props.confirmLabel}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
