import type { IssuedSecret } from '#contract/service-accounts.ts'
import { CopyButton } from '#renderer/components/copy-button.tsx'
import { formatBoth } from '#renderer/lib/format-instant.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { OneTimeDialog } from './one-time-dialog.tsx'

export interface SecretDialogProps {
  readonly account: string
  readonly issued: IssuedSecret
  readonly onClose: () => void
}

/** Shows a new client secret, the only time it can be seen. */
export function SecretDialog({ account, issued, onClose }: SecretDialogProps) {
  const { now } = useServices()
  const { clientId, clientSecret, expiresAt } = issued

  return (
    <OneTimeDialog
      title={`Client credentials of ${account}`}
      warning="Save the secret now. It is shown only here and cannot be read again; a lost one can only be replaced with Reset Client Credentials."
      facts={[
        {
          term: 'Client ID',
          value: (
            <>
              <code>{clientId}</code>
              <CopyButton text={clientId} label="Copy client ID" />
            </>
          ),
        },
        { term: 'Expires', value: formatBoth(new Date(expiresAt), now()) },
      ]}
      label="Client secret"
      copyLabel="Copy secret"
      secret={clientSecret}
      lines={`DOORWARD_CLIENT_ID=${clientId}\nDOORWARD_CLIENT_SECRET=${clientSecret}\n`}
      onClose={onClose}
    />
  )
}
