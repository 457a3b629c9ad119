import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { type FormEvent, type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'

export interface FormDialogProps {
  readonly title: string
  readonly submitLabel: string
  readonly busy: boolean
  readonly wide?: boolean
  /** Nothing can be submitted yet; leaving stays possible. */
  readonly disabled?: boolean
  readonly onSubmit: (event: FormEvent<HTMLElement>) => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A short form above the page; Enter submits, Escape leaves. */
export function FormDialog(props: FormDialogProps) {
  const { t } = useTranslation('common')
  const titleId = useId()

  return (
    <Dialog
      open
      fullWidth
      maxWidth={props.wide ? 'sm' : 'xs'}
      aria-labelledby={titleId}
      onClose={() => !props.busy && props.onClose()}
    >
      <Box component="form" onSubmit={props.onSubmit} noValidate sx={formLook}>
        <DialogTitle id={titleId}>{props.title}</DialogTitle>
        <DialogContent
          sx={{ display: 'grid', gap: 2, pt: '12px !important', '& > .MuiAlert-root': { mb: 0 } }}
        >
          {props.children}
        </DialogContent>
        <DialogActions>
          <Button color="inherit" variant="outlined" onClick={props.onClose} disabled={props.busy}>
            {t('cancel')}
          </Button>
          <Button type="submit" variant="contained" disabled={props.busy || props.disabled}>
            {props.submitLabel}
          </Button>
        </DialogActions>
      </Box>
    </Dialog>
  )
}

/** What is long scrolls between the title and the buttons, which stay in sight. */
const formLook = { display: 'flex', flexDirection: 'column', minHeight: 0 }
