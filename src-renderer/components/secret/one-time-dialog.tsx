import Alert from '@mui/material/Alert'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Fact, Facts } from '#renderer/components/facts.tsx'
import type { SecretFile } from '#renderer/lib/shell.ts'
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
  /** The secret as `KEY=value` lines for an env file, where it fits into one. */
  readonly lines?: string
  /** The files that it can be saved as; its lines, where there are any, unless others are named. */
  readonly files?: readonly SecretFile[]
  readonly onClose: () => void
  /** What can be done with the secret besides keeping it. */
  readonly children?: ReactNode
}

/** Shows what can be seen only now; neither Escape nor a stray click closes it. */
export function OneTimeDialog(props: OneTimeDialogProps) {
  const { t } = useTranslation('accounts')
  const titleId = useId()
  const [saved, setSaved] = useState(false)
  const [asking, setAsking] = useState(false)
  const isWarned = asking && !saved
  useStay()

  const close = () => {
    if (saved || asking) props.onClose()
    else setAsking(true)
  }

  return (
    <Dialog open fullWidth maxWidth="sm" aria-labelledby={titleId}>
      <DialogTitle id={titleId} sx={{ overflowWrap: 'anywhere' }}>
        {props.title}
      </DialogTitle>
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
          files={props.files ?? listLineFiles(props.lines)}
          onSaved={() => setSaved(true)}
        />
        {props.children}
      </DialogContent>
      {isWarned && (
        <Alert severity="warning" role="alert" sx={{ mx: 3, mt: 1 }}>
          {t('secret.notSavedYet')}
        </Alert>
      )}
      <DialogActions>
        {isWarned && (
          <Button color="inherit" variant="outlined" onClick={() => setAsking(false)}>
            {t('secret.goBack')}
          </Button>
        )}
        <Button
          variant={saved || asking ? 'contained' : 'outlined'}
          color={isWarned ? 'error' : 'primary'}
          onClick={close}
        >
          {isWarned ? t('secret.closeUnsaved') : t('secret.done')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

function listLineFiles(lines: string | undefined): readonly SecretFile[] {
  return lines === undefined ? [] : [{ name: 'doorward.env', text: lines }]
}
