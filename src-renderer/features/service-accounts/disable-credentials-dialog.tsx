import Typography from '@mui/material/Typography'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useAction } from '#renderer/lib/use-action.ts'
import { useRefresh } from '#renderer/lib/use-refresh.ts'

export interface DisableCredentialsDialogProps {
  readonly account: ServiceAccount
  readonly onClose: () => void
}

export function DisableCredentialsDialog({ account, onClose }: DisableCredentialsDialogProps) {
  const { client, toasts } = useServices()
  const refresh = useRefresh()
  const action = useAction()

  const disable = () =>
    void action.run(async () => {
      await client.clientCredentials.disable({ account: account.id })
      await refresh()
      toasts.getState().succeed(`Client credentials of ${account.path} were disabled.`)
      onClose()
    })

  return (
    <ConfirmDialog
      title="Disable client credentials?"
      confirmLabel="Disable"
      color="error"
      busy={action.busy}
      problem={action.problem}
      onConfirm={disable}
      onClose={onClose}
    >
      <Typography>
        Every secret of {account.path} is forgotten at once. Systems that use one can no longer get
        tokens with it.
      </Typography>
    </ConfirmDialog>
  )
}
