import type { ServiceAccount } from '#contract/service-accounts.ts'
import type { AccountDialogKind } from './account-dialog-kind.ts'
import { DeleteAccountDialog } from './delete-account-dialog.tsx'
import { DisableCredentialsDialog } from './disable-credentials-dialog.tsx'
import { IssueSecretDialog } from './issue-secret-dialog.tsx'

export interface AccountDialogsProps {
  readonly account: ServiceAccount
  readonly open: AccountDialogKind | undefined
  readonly onClose: () => void
}

export function AccountDialogs({ account, open, onClose }: AccountDialogsProps) {
  switch (open) {
    case 'enable-credentials':
      return <IssueSecretDialog account={account} method="enable" onClose={onClose} />
    case 'reset-credentials':
      return <IssueSecretDialog account={account} method="reset" onClose={onClose} />
    case 'rotate-credentials':
      return <IssueSecretDialog account={account} method="rotate" onClose={onClose} />
    case 'disable-credentials':
      return <DisableCredentialsDialog account={account} onClose={onClose} />
    case 'delete-account':
      return <DeleteAccountDialog account={account} onClose={onClose} />
    case undefined:
      return null
  }
}
