import CheckCircleOutlineRounded from '@mui/icons-material/CheckCircleOutlineRounded'
import HighlightOffRounded from '@mui/icons-material/HighlightOffRounded'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useTranslation } from 'react-i18next'
import type { PolicyTrace, TrustCheck, TrustTrace } from '#contract/trust.ts'
import { Disclosure } from '#renderer/components/disclosure.tsx'
import { useNow } from '#renderer/lib/use-now.ts'
import { ChecksTable, Hint } from './checks-table.tsx'
import { findReason, type Reason, sortByCloseness } from './find-reason.ts'
import { sayReason } from './say-reason.ts'

export interface TraceViewProps {
  readonly trace: TrustTrace
  /** When the token was looked at; now, unless it was an attempt. */
  readonly at?: string
  /** Whether an account was named or found. */
  readonly isNamed?: boolean
}

/** Why a token was accepted or refused: one sentence first, then every check, what failed at the top. */
export function TraceView({ trace, at, isNamed }: TraceViewProps) {
  const { t } = useTranslation('trust')
  const reason = trace.accepted ? undefined : findReason(trace, isNamed)
  const told = reason?.check
  const isAboutToken = told !== undefined && trace.checks.includes(told)
  const ofToken = trace.checks.length > 0 && (
    <Box component="section" aria-label={t('checksOfToken')}>
      <Typography variant="h3" component="h2">
        {t('tokenItself')}
      </Typography>
      <ChecksTable label={t('checksOfToken')} checks={trace.checks} told={told} />
    </Box>
  )

  return (
    <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
      <Verdict trace={trace} reason={reason} at={at} />
      {isAboutToken && ofToken}
      <Policies trace={trace} told={told} />
      {!isAboutToken && ofToken}
    </Box>
  )
}

interface VerdictProps {
  readonly trace: TrustTrace
  readonly reason: Reason | undefined
  readonly at: string | undefined
}

function Verdict({ trace, reason, at }: VerdictProps) {
  const { t } = useTranslation('trust')
  const now = useNow()
  const { accepted, stage, principal, policies } = trace
  const said = reason ? sayReason(reason, at ? new Date(at) : now) : sayAcceptance(t, policies)

  return (
    <Alert
      severity={accepted ? 'success' : 'error'}
      role="none"
      icon={accepted ? <CheckCircleOutlineRounded /> : <HighlightOffRounded />}
      sx={{ '& .MuiAlert-message': { minWidth: 0, overflowWrap: 'anywhere' } }}
    >
      <Box sx={{ fontSize: '0.75rem', fontWeight: 500 }}>
        {accepted
          ? t('accepted')
          : t('refusedFor', { stage: stage ? t(`stages.${stage}`) : t('noPolicy') })}
      </Box>
      <Typography variant="h2" component="p" sx={{ my: 0.25 }}>
        {said.headline}
      </Typography>
      {reason?.check && <Hint check={reason.check} />}
      {said.advice && <Box>{said.advice}</Box>}
      {reason && <Besides reason={reason} count={policies.length} />}
      <Box sx={{ mt: 0.5, color: 'text.secondary' }}>{principal}</Box>
    </Alert>
  )
}

type Words = ReturnType<typeof useTranslation<'trust'>>['t']

function sayAcceptance(t: Words, policies: readonly PolicyTrace[]) {
  const name = policies.find(({ accepted }) => accepted)?.name
  const headline = name ? t('acceptedBy', { policy: t('quoted', { name }) }) : t('acceptedBySome')
  return { headline, advice: '' }
}

function Besides({ reason, count }: { reason: Reason; count: number }) {
  const { t } = useTranslation('trust')
  const sentences = [
    ...(reason.others > 0 ? [t('moreFailures', { count: reason.others })] : []),
    ...(reason.policy && count > 1 ? [t('closestOf', { count })] : []),
  ]
  return sentences.length > 0 && <Box>{sentences.join(' ')}</Box>
}

/** The policy that decided, or came closest; the others are a step away. */
function Policies({ trace, told }: { trace: TrustTrace; told: TrustCheck | undefined }) {
  const { t } = useTranslation('trust')
  const named = trace.policies.map((policy, index) => ({
    policy,
    title: policy.name || t('policyNumber', { number: index + 1 }),
  }))
  const order = sortByCloseness(trace.policies)
  const sorted = named.toSorted((a, b) => order.indexOf(a.policy) - order.indexOf(b.policy))
  const [first, ...others] = sorted
  if (!first) return null

  return (
    <>
      <PolicySection {...first} told={told} />
      {others.length > 0 && (
        <Disclosure
          title={t(trace.accepted ? 'restOfPolicies' : 'otherPolicies', { count: others.length })}
        >
          <Box sx={{ display: 'grid', gap: 2 }}>
            {others.map(({ policy, title }) => (
              <PolicySection key={policy.policy ?? title} {...{ policy, title, told }} />
            ))}
          </Box>
        </Disclosure>
      )}
    </>
  )
}

interface PolicySectionProps {
  readonly policy: PolicyTrace
  readonly title: string
  readonly told: TrustCheck | undefined
}

function PolicySection({ policy, title, told }: PolicySectionProps) {
  const { t } = useTranslation('trust')

  return (
    <Box component="section" aria-label={title}>
      <Typography variant="h3" component="h2">
        {t(policy.accepted ? 'policyMatches' : 'policyDiffers', { policy: title })}
      </Typography>
      <ChecksTable label={t('checksOf', { policy: title })} checks={policy.checks} told={told} />
    </Box>
  )
}
