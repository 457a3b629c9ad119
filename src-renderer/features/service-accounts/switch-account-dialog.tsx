import Typography from '@mui/material/Typography'
import { useState } from 'react'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useAction } from '#renderer/lib/use-action.ts'
import { useRefresh } from '#renderer/lib/use-refresh.ts'

/** Disables an account, or enables a disabled one. */
export function SwitchAccountDialog(props: { account: ServiceAccount; onClose: () => void }) {
  const { account, onClose } = props
  const { client, toasts } = useServices()
  const refresh = useRefresh()
  const action = useAction()
  // As it was when asked: the words must not change under the button.
  const [wasDisabled] = useState(account.disabled)
  const verb = wasDisabled ? 'Enable' : 'Disable'

  const change = () =>
    void action.run(async () => {
      const reference = { account: account.id }
      if (wasDisabled) await client.serviceAccounts.enable(reference)
      else await client.serviceAccounts.disable(reference)
      await refresh()
      toasts.getState().succeed(`${account.path} was ${verb.toLowerCase()}d.`)
      onClose()
    })

  return (
    <ConfirmDialog
      title={`${verb} ${account.name}?`}
      confirmLabel={`${verb} account`}
      busy={action.busy}
      problem={action.problem}
      onConfirm={change}
      onClose={onClose}
    >
      <Typography>
        {wasDisabled
          ? 'It can get tokens again with the credentials and trust policies it has.'
          : 'It gets no new token until it is enabled again. Nothing of it is lost.'}
      </Typography>
    </ConfirmDialog>
  )
}
