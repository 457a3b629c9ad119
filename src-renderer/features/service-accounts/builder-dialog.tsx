import Dialog from '@mui/material/Dialog'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useId } from 'react'
import { type BuiltPolicy, PolicyBuilder } from '#renderer/components/trust/policy-builder.tsx'
import type { PolicyForm } from '#renderer/components/trust/policy-form.ts'

export interface BuilderDialogProps {
  readonly start: PolicyForm
  readonly onBuilt: (built: BuiltPolicy) => void
  readonly onClose: () => void
}

/** The builder above the form of a new account. */
export function BuilderDialog({ start, onBuilt, onClose }: BuilderDialogProps) {
  const titleId = useId()

  return (
    <Dialog open fullWidth maxWidth="md" aria-labelledby={titleId}>
      <DialogTitle id={titleId}>Trust policy</DialogTitle>
      <DialogContent sx={{ pt: '12px !important' }}>
        <PolicyBuilder
          start={start}
          submitLabel="Use this policy"
          onSave={async (built) => onBuilt(built)}
          onCancel={onClose}
        />
      </DialogContent>
    </Dialog>
  )
}
