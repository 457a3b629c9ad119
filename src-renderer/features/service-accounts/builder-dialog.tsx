import Dialog from '@mui/material/Dialog'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { type BuiltPolicy, PolicyBuilder } from '#renderer/components/trust/policy-builder.tsx'
import type { PolicyForm } from '#renderer/components/trust/policy-form.ts'

export interface BuilderDialogProps {
  readonly start: PolicyForm
  readonly onBuilt: (built: BuiltPolicy) => void
  readonly onClose: () => void
}

/** The builder above the form of a new account. */
export function BuilderDialog({ start, onBuilt, onClose }: BuilderDialogProps) {
  const { t } = useTranslation(['accounts', 'common'])
  const titleId = useId()

  return (
    <Dialog open fullWidth maxWidth="md" aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{t('common:trustPolicy')}</DialogTitle>
      <DialogContent sx={{ pt: '12px !important' }}>
        <PolicyBuilder
          start={start}
          submitLabel={t('federation.useThis')}
          onSave={async (built) => onBuilt(built)}
          onCancel={onClose}
        />
      </DialogContent>
    </Dialog>
  )
}
