import type { ServiceAccount } from '#contract/service-accounts.ts'
import type { AccountDialogKind } from './account-dialog-kind.ts'
import { DeleteAccountDialog } from './delete-account-dialog.tsx'
import { DisableCredentialsDialog } from './disable-credentials-dialog.tsx'
import { IssueSecretDialog } from './issue-secret-dialog.tsx'
import { SwitchAccountDialog } from './switch-account-dialog.tsx'

export interface AccountDialogsProps {
  readonly account: ServiceAccount
  readonly open: AccountDialogKind | undefined
  readonly onChange: (open: AccountDialogKind | undefined) => void
}

export function AccountDialogs({ account, open, onChange }: AccountDialogsProps) {
  const close = () => onChange(undefined)

  switch (open) {
    case 'enable-credentials':
      return <IssueSecretDialog account={account} method="enable" onClose={close} />
    case 'reset-credentials':
      return <IssueSecretDialog account={account} method="reset" onClose={close} />
    case 'disable-credentials':
      return <DisableCredentialsDialog account={account} onClose={close} />
    case 'disable-account':
    case 'enable-account':
      return <SwitchAccountDialog account={account} onClose={close} />
    case 'delete-account':
      return (
        <DeleteAccountDialog
          account={account}
          onDisable={() => onChange('disable-account')}
          onClose={close}
        />
      )
    case undefined:
      return null
  }
}
