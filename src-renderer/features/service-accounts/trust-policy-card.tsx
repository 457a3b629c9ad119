import PauseCircleOutlineRounded from '@mui/icons-material/PauseCircleOutlineRounded'
import Box from '@mui/material/Box'
import Chip from '@mui/material/Chip'
import type { TrustPolicy } from '#contract/trust-policies.ts'
import { ExpiryLabel } from '#renderer/components/expiry-label.tsx'
import { type Fact, Facts } from '#renderer/components/facts.tsx'
import { Moment } from '#renderer/components/moment.tsx'
import { Section } from '#renderer/components/section.tsx'
import { type ClaimRow, toClaimRow } from './claim-row.ts'
import { ClaimsTable } from './claims-table.tsx'
import { PolicySentence } from './policy-sentence.tsx'

export interface TrustPolicyCardProps {
  readonly policy: TrustPolicy
  readonly number: number
  readonly account: string
}

export function TrustPolicyCard({ policy, number, account }: TrustPolicyCardProps) {
  const rows: readonly ClaimRow[] = Object.entries(policy.boundClaims).map(toClaimRow)
  const disabled = <Chip icon={<PauseCircleOutlineRounded />} label="Disabled" />

  return (
    <Section title={policy.name || `Trust policy ${number}`} actions={!policy.enabled && disabled}>
      <PolicySentence
        issuer={policy.issuerUrl}
        audience={policy.audience}
        claims={rows}
        account={account}
      />
      <Box sx={{ my: 1.5 }}>
        <Facts facts={listFacts(policy)} />
      </Box>
      <ClaimsTable rows={rows} />
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
