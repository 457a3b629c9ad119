import Typography from '@mui/material/Typography'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx'

export interface NewIssuerDialogProps {
  readonly now: string
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Says what another issuer means for everybody who trusts the present one. */
export function NewIssuerDialog({ now, onConfirm, onClose }: NewIssuerDialogProps) {
  const { t } = useTranslation('listening')

  return (
    <ConfirmDialog
      title={t('issuerTitle')}
      confirmLabel={t('issuerConfirm')}
      color="error"
      busy={false}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Typography variant="body2">{t('issuerText', { now })}</Typography>
    </ConfirmDialog>
  )
}
