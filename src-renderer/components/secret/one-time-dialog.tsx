import Alert from '@mui/material/Alert'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { type ReactNode, useId, useState } from 'react'
import { type Fact, Facts } from '#renderer/components/facts.tsx'
import { SecretCopying } from './secret-copying.tsx'
import { SecretValue } from './secret-value.tsx'
import { useStay } from './use-stay.ts'

export interface OneTimeDialogProps {
  readonly title: string
  readonly warning: ReactNode
  readonly facts: readonly Fact[]
  /** What the secret is called above its dots. */
  readonly label: string
  readonly copyLabel: string
  readonly secret: string
  /** The secret as `KEY=value` lines for an env file. */
  readonly lines: string
  readonly onClose: () => void
}

/** Shows what can be seen only now; neither Escape nor a stray click closes it. */
export function OneTimeDialog(props: OneTimeDialogProps) {
  const titleId = useId()
  const [copied, setCopied] = useState(false)
  const [asking, setAsking] = useState(false)
  useStay()

  const close = () => {
    if (copied || asking) props.onClose()
    else setAsking(true)
  }

  return (
    <Dialog open fullWidth maxWidth="sm" aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{props.title}</DialogTitle>
      <DialogContent>
        <Alert severity="warning" sx={{ my: 1.5 }}>
          {props.warning}
        </Alert>
        <Facts facts={props.facts} />
        <SecretValue label={props.label} secret={props.secret} />
        <SecretCopying
          label={props.copyLabel}
          secret={props.secret}
          lines={props.lines}
          onCopied={() => setCopied(true)}
        />
        {asking && !copied && (
          <Alert severity="warning" role="alert" sx={{ mt: 2 }}>
            You have not copied the secret. After closing nobody can show it again.
          </Alert>
        )}
      </DialogContent>
      <DialogActions>
        {asking && !copied && (
          <Button color="inherit" variant="outlined" onClick={() => setAsking(false)}>
            Go back
          </Button>
        )}
        <Button
          variant={copied || asking ? 'contained' : 'outlined'}
          color={asking && !copied ? 'error' : 'primary'}
          onClick={close}
        >
          {asking && !copied ? 'Close without copying' : 'I have saved it'}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
