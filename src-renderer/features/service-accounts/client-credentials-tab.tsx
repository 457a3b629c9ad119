import KeyOutlined from '@mui/icons-material/KeyOutlined'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { Copyable } from '#renderer/components/copyable.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { Facts } from '#renderer/components/facts.tsx'
import { Section } from '#renderer/components/section.tsx'
import type { AccountDialogKind } from './account-dialog-kind.ts'
import { SecretsTable } from './secrets-table.tsx'

export interface ClientCredentialsTabProps {
  readonly account: ServiceAccount
  readonly onOpen: (dialog: AccountDialogKind) => void
}

export function ClientCredentialsTab({ account, onOpen }: ClientCredentialsTabProps) {
  const { enabled, clientId, secrets } = account.clientCredentials
  if (!enabled) {
    return (
      <EmptyState
        icon={<KeyOutlined />}
        action={
          <Button variant="contained" onClick={() => onOpen('enable-credentials')}>
            Enable client credentials
          </Button>
        }
      >
        Client credentials are off: enabling them makes a client id and a secret, shown once.
      </EmptyState>
    )
  }
  return (
    <Box sx={{ maxWidth: 960 }}>
      <Section
        title="Client credentials are enabled"
        actions={
          <Box sx={{ display: 'flex', gap: 1 }}>
            <Button variant="outlined" color="inherit" onClick={() => onOpen('reset-credentials')}>
              Reset Client Credentials
            </Button>
            <Button
              variant="outlined"
              color="inherit"
              onClick={() => onOpen('disable-credentials')}
            >
              Disable
            </Button>
          </Box>
        }
      >
        <Box sx={{ mb: 1.5 }}>
          <Facts
            facts={[
              { term: 'Client ID', value: <Copyable text={clientId} label="Copy client ID" /> },
            ]}
          />
        </Box>
        <SecretsTable secrets={secrets} />
      </Section>
    </Box>
  )
}
