import PauseCircleOutlineRounded from '@mui/icons-material/PauseCircleOutlineRounded'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Chip from '@mui/material/Chip'
import Typography from '@mui/material/Typography'
import { Link } from 'react-router'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import type { TrustPolicy } from '#contract/trust-policies.ts'
import { Disclosure } from '#renderer/components/disclosure.tsx'
import { ExpiryLabel } from '#renderer/components/expiry-label.tsx'
import { type Fact, Facts } from '#renderer/components/facts.tsx'
import { Moment } from '#renderer/components/moment.tsx'
import { Section } from '#renderer/components/section.tsx'
import { toClaimRow } from '#renderer/components/trust/claim-row.ts'
import { ClaimsTable } from '#renderer/components/trust/claims-table.tsx'
import { Exceptions } from '#renderer/components/trust/exceptions.tsx'
import { toTrustPolicyRoute } from '#renderer/lib/paths.ts'
import { TrustPolicyMenu } from './trust-policy-menu.tsx'

export interface TrustPolicyCardProps {
  readonly account: ServiceAccount
  readonly policy: TrustPolicy
  readonly index: number
}

export function TrustPolicyCard({ account, policy, index }: TrustPolicyCardProps) {
  const title = policy.name || `Trust policy ${index + 1}`

  return (
    <Section
      title={title}
      actions={
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
          {!policy.enabled && <Chip icon={<PauseCircleOutlineRounded />} label="Disabled" />}
          <Button
            component={Link}
            to={toTrustPolicyRoute(account.path, policy.id)}
            variant="outlined"
            color="inherit"
            aria-label={`Edit ${title}`}
          >
            Edit
          </Button>
          <TrustPolicyMenu account={account} policy={policy} index={index} title={title} />
        </Box>
      }
    >
      <Typography sx={{ overflowWrap: 'anywhere' }}>{policy.sentence}</Typography>
      <Exceptions exceptions={policy.exceptions} />
      <Box sx={{ my: 1 }}>
        <Facts facts={listFacts(policy)} />
      </Box>
      <Disclosure title="Bound claims">
        <ClaimsTable rows={Object.entries(policy.boundClaims).map(toClaimRow)} />
      </Disclosure>
    </Section>
  )
}

function listFacts(policy: TrustPolicy): readonly Fact[] {
  const expiry = policy.expiresAt && {
    term: 'Expires',
    value: <ExpiryLabel at={policy.expiresAt} />,
  }
  return [
    { term: 'Issuer', value: <code>{policy.issuerUrl}</code> },
    { term: 'Audience', value: <code>{policy.audience}</code> },
    { term: 'Last used', value: <Moment at={policy.lastUsedAt} /> },
    ...(expiry ? [expiry] : []),
  ]
}
