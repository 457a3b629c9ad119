import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined'
import VerifiedUserOutlined from '@mui/icons-material/VerifiedUserOutlined'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useState } from 'react'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { MAXIMUM_TRUST_POLICIES } from '#contract/trust-policies.ts'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { NewButton } from '#renderer/components/new-button.tsx'
import { TesterDialog } from '#renderer/components/trust/tester-dialog.tsx'
import { toTrustPolicyRoute } from '#renderer/lib/paths.ts'
import { TrustPolicyCard } from './trust-policy-card.tsx'

/** The trust policies of an account, in the order in which they are tried. */
export function FederationTab({ account }: { account: ServiceAccount }) {
  const [testing, setTesting] = useState(false)
  const { trustPolicies } = account
  const add = <NewButton label="Add trust policy" to={toTrustPolicyRoute(account.path)} />

  if (trustPolicies.length === 0) {
    return (
      <EmptyState icon={<VerifiedUserOutlined />} action={add}>
        No outside token is accepted: a trust policy lets a CI job act without a secret.
      </EmptyState>
    )
  }
  return (
    <Box sx={{ maxWidth: 960 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: 1.5 }}>
        <Typography variant="body2" color="textSecondary" sx={{ flex: 1 }}>
          Any of them may match; inside one, every claim must. The first that matches decides.
        </Typography>
        <Button
          variant="outlined"
          color="inherit"
          startIcon={<FactCheckOutlined />}
          onClick={() => setTesting(true)}
        >
          Test a token
        </Button>
        {trustPolicies.length < MAXIMUM_TRUST_POLICIES && add}
      </Box>
      {trustPolicies.map((policy, index) => (
        <TrustPolicyCard key={policy.id} account={account} policy={policy} index={index} />
      ))}
      {testing && <TesterDialog account={account.id} onClose={() => setTesting(false)} />}
    </Box>
  )
}
