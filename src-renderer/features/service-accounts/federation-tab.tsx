import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined'
import VerifiedUserOutlined from '@mui/icons-material/VerifiedUserOutlined'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { MAXIMUM_TRUST_POLICIES } from '#contract/trust-policies.ts'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { NewButton } from '#renderer/components/new-button.tsx'
import { TesterDialog } from '#renderer/components/trust/tester-dialog.tsx'
import { toTrustPolicyRoute } from '#renderer/lib/paths.ts'
import { TrustPolicyCard } from './trust-policy-card.tsx'

/** The trust policies of an account, in the order in which they are tried. */
export function FederationTab({ account }: { account: ServiceAccount }) {
  const { t } = useTranslation('accounts')
  const [testing, setTesting] = useState(false)
  const { trustPolicies } = account
  const add = <NewButton label={t('federation.add')} to={toTrustPolicyRoute(account.path)} />

  if (trustPolicies.length === 0) {
    return (
      <EmptyState icon={<VerifiedUserOutlined />} action={add}>
        {t('federation.empty')}
      </EmptyState>
    )
  }
  return (
    <Box sx={{ maxWidth: 960 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: 1.5 }}>
        <Typography variant="body2" color="textSecondary" sx={{ flex: 1 }}>
          {t('federation.order')}
        </Typography>
        <Button
          variant="outlined"
          color="inherit"
          startIcon={<FactCheckOutlined />}
          onClick={() => setTesting(true)}
        >
          {t('federation.test')}
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
