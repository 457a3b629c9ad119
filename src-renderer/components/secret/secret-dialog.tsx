import Alert from '@mui/material/Alert'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useId, useState } from 'react'
import type { IssuedSecret } from '#contract/service-accounts.ts'
import { CopyButton } from '#renderer/components/copy-button.tsx'
import { Facts } from '#renderer/components/facts.tsx'
import { formatBoth } from '#renderer/lib/format-instant.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { SecretCopying } from './secret-copying.tsx'
import { SecretValue } from './secret-value.tsx'
import { useStay } from './use-stay.ts'

export interface SecretDialogProps {
  readonly account: string
  readonly issued: IssuedSecret
  readonly onClose: () => void
}

/** Shows a new secret, the only time it can be seen; neither Escape nor a stray click closes it. */
export function SecretDialog({ account, issued, onClose }: SecretDialogProps) {
  const { now } = useServices()
  const titleId = useId()
  const [copied, setCopied] = useState(false)
  const [asking, setAsking] = useState(false)
  useStay()

  const close = () => {
    if (copied || asking) onClose()
    else setAsking(true)
  }

  return (
    <Dialog open fullWidth maxWidth="sm" aria-labelledby={titleId}>
      <DialogTitle id={titleId}>Client credentials of {account}</DialogTitle>
      <DialogContent>
        <Alert severity="warning" sx={{ my: 1.5 }}>
          Save the secret now. It is shown only here and cannot be read again; a lost one can only
          be replaced with Reset Client Credentials.
        </Alert>
        <Facts
          facts={[
            {
              term: 'Client ID',
              value: (
                <>
                  <code>{issued.clientId}</code>
                  <CopyButton text={issued.clientId} label="Copy client ID" />
                </>
              ),
            },
            { term: 'Expires', value: formatBoth(new Date(issued.expiresAt), now()) },
          ]}
        />
        <SecretValue secret={issued.clientSecret} />
        <SecretCopying issued={issued} onCopied={() => setCopied(true)} />
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
