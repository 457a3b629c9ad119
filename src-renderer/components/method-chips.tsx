import KeyOutlined from '@mui/icons-material/KeyOutlined'
import VerifiedUserOutlined from '@mui/icons-material/VerifiedUserOutlined'
import Box from '@mui/material/Box'
import Chip from '@mui/material/Chip'
import Tooltip from '@mui/material/Tooltip'
import type { ServiceAccount } from '#contract/service-accounts.ts'

/** How an account proves who it is: its trust policies, its client credentials, or both. */
export function MethodChips({ account }: { account: ServiceAccount }) {
  const policies = account.trustPolicies.length

  return (
    <Box sx={{ display: 'flex', gap: 0.75 }}>
      {policies > 0 && (
        <Tooltip describeChild title={`OIDC federation: ${countPolicies(policies)}`}>
          <Chip icon={<VerifiedUserOutlined />} label="OIDC" />
        </Tooltip>
      )}
      {account.clientCredentials.enabled && (
        <Tooltip describeChild title="Client credentials: a client id and secret">
          <Chip icon={<KeyOutlined />} label="Credentials" />
        </Tooltip>
      )}
    </Box>
  )
}

function countPolicies(count: number): string {
  return count === 1 ? '1 trust policy' : `${count} trust policies`
}
