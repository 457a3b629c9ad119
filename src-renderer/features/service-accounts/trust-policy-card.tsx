import PauseCircleOutlineRounded from '@mui/icons-material/PauseCircleOutlineRounded'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Chip from '@mui/material/Chip'
import Typography from '@mui/material/Typography'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
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
  const { t } = useTranslation(['accounts', 'common'])
  const title = policy.name || t('federation.numbered', { number: index + 1 })

  return (
    <Section
      title={title}
      actions={
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
          {!policy.enabled && (
            <Chip icon={<PauseCircleOutlineRounded />} label={t('common:disabled')} />
          )}
          <Button
            component={Link}
            to={toTrustPolicyRoute(account.path, policy.id)}
            variant="outlined"
            color="inherit"
            aria-label={t('federation.editNamed', { title })}
          >
            {t('common:edit')}
          </Button>
          <TrustPolicyMenu account={account} policy={policy} index={index} title={title} />
        </Box>
      }
    >
      <Typography sx={{ overflowWrap: 'anywhere' }}>{policy.sentence}</Typography>
      <Exceptions exceptions={policy.exceptions} />
      <Box sx={{ my: 1 }}>
        <Facts facts={listFacts(policy, t)} />
      </Box>
      <Disclosure title={t('federation.boundClaims')}>
        <ClaimsTable rows={Object.entries(policy.boundClaims).map(toClaimRow)} />
      </Disclosure>
    </Section>
  )
}

function listFacts(policy: TrustPolicy, t: TFunction<['accounts', 'common']>): readonly Fact[] {
  const expiry = policy.expiresAt && {
    term: t('common:expires'),
    value: <ExpiryLabel at={policy.expiresAt} />,
  }
  return [
    { term: t('common:issuer'), value: <code>{policy.issuerUrl}</code> },
    { term: t('federation.audience'), value: <code>{policy.audience}</code> },
    { term: t('common:lastUsed'), value: <Moment at={policy.lastUsedAt} /> },
    ...(expiry ? [expiry] : []),
  ]
}
