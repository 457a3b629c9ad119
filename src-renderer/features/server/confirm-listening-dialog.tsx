import Typography from '@mui/material/Typography'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx'

/** What is only done when it is meant, under the names by which the API asks for it. */
export const confirmations = ['newIssuer', 'withoutTls'] as const
export type Confirmation = (typeof confirmations)[number]

export interface ConfirmListeningDialogProps {
  readonly missing: Confirmation
  /** The issuer of now. */
  readonly now: string
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Says what a change means for those who trust the present issuer, or send secrets over a network. */
export function ConfirmListeningDialog(props: ConfirmListeningDialogProps) {
  const { missing, now, onConfirm, onClose } = props
  const { t } = useTranslation('listening')

  return (
    <ConfirmDialog
      title={t(`confirm.${missing}.title`)}
      confirmLabel={t(`confirm.${missing}.label`)}
      color="error"
      busy={false}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Typography variant="body2">{t(`confirm.${missing}.text`, { now })}</Typography>
    </ConfirmDialog>
  )
}
