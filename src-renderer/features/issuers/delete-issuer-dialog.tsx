import FormControlLabel from '@mui/material/FormControlLabel'
import Switch from '@mui/material/Switch'
import { useState } from 'react'
import type { Issuer } from '#contract/issuers.ts'
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useAction } from '#renderer/lib/use-action.ts'
import { useRefresh } from '#renderer/lib/use-refresh.ts'

export interface DeleteIssuerDialogProps {
  readonly issuer: Issuer
  readonly onClose: () => void
  readonly onDeleted: () => void
}

/** Deletes an issuer; the policies that rely on it go only when that is asked for. */
export function DeleteIssuerDialog({ issuer, onClose, onDeleted }: DeleteIssuerDialogProps) {
  const { client, toasts } = useServices()
  const refresh = useRefresh()
  const action = useAction()
  const [force, setForce] = useState(false)
  const { id, url, trustPolicyCount } = issuer
  const policies = trustPolicyCount === 1 ? '1 trust policy' : `${trustPolicyCount} trust policies`
  const remove = () =>
    void action.run(async () => {
      await client.issuers.delete({ issuer: id, force })
      await refresh()
      toasts.getState().succeed(`${url} was deleted.`)
      onDeleted()
    })

  return (
    <ConfirmDialog
      title={`Delete ${url}?`}
      confirmLabel="Delete issuer"
      color="error"
      busy={action.busy}
      problem={action.problem}
      onConfirm={remove}
      onClose={onClose}
    >
      {trustPolicyCount === 0 ? (
        'No trust policy relies on it.'
      ) : (
        <>
          {policies} rely on it. To try out first whether it is missed, disable it.
          <FormControlLabel
            control={
              <Switch checked={force} onChange={(event) => setForce(event.target.checked)} />
            }
            label={`Also delete ${policies}`}
          />
        </>
      )}
    </ConfirmDialog>
  )
}
