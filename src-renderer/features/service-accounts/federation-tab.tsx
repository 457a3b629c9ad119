import VerifiedUserOutlined from '@mui/icons-material/VerifiedUserOutlined'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { Link } from 'react-router'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { toEditServiceAccountRoute } from '#renderer/lib/paths.ts'
import { TrustPolicyCard } from './trust-policy-card.tsx'

export function FederationTab({ account }: { account: ServiceAccount }) {
  if (account.trustPolicies.length === 0) {
    return (
      <EmptyState
        icon={<VerifiedUserOutlined />}
        action={
          <Button variant="contained" component={Link} to={toEditServiceAccountRoute(account.path)}>
            Add trust policy
          </Button>
        }
      >
        No outside token is accepted: a trust policy lets a CI job act without a secret.
      </EmptyState>
    )
  }
  return (
    <Box sx={{ maxWidth: 960 }}>
      {account.trustPolicies.map((policy, index) => (
        <TrustPolicyCard
          key={policy.id}
          policy={policy}
          number={index + 1}
          account={account.path}
        />
      ))}
    </Box>
  )
}
