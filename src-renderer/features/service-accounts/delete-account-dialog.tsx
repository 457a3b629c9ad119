import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { formatBoth } from '#renderer/lib/format-instant.ts'
import { toGroupRoute } from '#renderer/lib/paths.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useAction } from '#renderer/lib/use-action.ts'
import { useRefresh } from '#renderer/lib/use-refresh.ts'

export interface DeleteAccountDialogProps {
  readonly account: ServiceAccount
  readonly onDisable: () => void
  readonly onClose: () => void
}

/** Says what breaks; an account that was ever used is deleted only after its name is typed. */
export function DeleteAccountDialog({ account, onDisable, onClose }: DeleteAccountDialogProps) {
  const { client, toasts, now } = useServices()
  const refresh = useRefresh()
  const navigate = useNavigate()
  const action = useAction()
  const [typed, setTyped] = useState('')
  const wasUsed = account.lastUsedAt !== null

  const remove = () =>
    void action.run(async () => {
      await client.serviceAccounts.delete({ account: account.id })
      toasts.getState().succeed(`Service account ${account.path} was deleted.`)
      await navigate(toGroupRoute(account.groupPath), { replace: true })
      await refresh()
    })

  return (
    <ConfirmDialog
      title={`Delete ${account.name}?`}
      confirmLabel="Delete Service Account"
      color="error"
      disabled={wasUsed && typed !== account.name}
      busy={action.busy}
      problem={action.problem}
      onConfirm={remove}
      onClose={onClose}
      alternative={
        !account.disabled && (
          <Button color="inherit" sx={{ mr: 'auto' }} disabled={action.busy} onClick={onDisable}>
            Disable instead
          </Button>
        )
      }
    >
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        <Typography>
          Everything that signs in as <strong>{account.path}</strong> stops working at once
          {describeLoss(account)}. This cannot be undone; disabling can.
        </Typography>
        <Typography>
          {account.lastUsedAt === null
            ? 'It was never used.'
            : `Last used ${formatBoth(new Date(account.lastUsedAt), now())}.`}
        </Typography>
        {wasUsed && (
          <TextInput
            label={`Type ${account.name} to confirm`}
            input={{
              value: typed,
              autoFocus: true,
              onChange: (event) => setTyped(event.target.value),
              inputProps: { spellCheck: false, autoComplete: 'off' },
            }}
          />
        )}
      </Box>
    </ConfirmDialog>
  )
}

function describeLoss({ trustPolicies, clientCredentials }: ServiceAccount): string {
  const policies = trustPolicies.length
  const lost = [
    ...(clientCredentials.enabled ? ['its client secret'] : []),
    ...(policies > 0
      ? [policies === 1 ? 'its trust policy' : `its ${policies} trust policies`]
      : []),
  ]
  return lost.length === 0 ? '' : `, and ${lost.join(' and ')} will be gone`
}
