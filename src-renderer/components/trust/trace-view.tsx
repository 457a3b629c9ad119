import CheckCircleOutlineRounded from '@mui/icons-material/CheckCircleOutlineRounded'
import HighlightOffRounded from '@mui/icons-material/HighlightOffRounded'
import LightbulbOutlined from '@mui/icons-material/LightbulbOutlined'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { PolicyTrace, TrustCheck, TrustTrace } from '#contract/trust.ts'
import { stageWording } from '#renderer/lib/stage-wording.ts'
import { ChecksTable } from './checks-table.tsx'

/** Whether a token was accepted and why: the verdict, then every check, policy by policy. */
export function TraceView({ trace }: { trace: TrustTrace }) {
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Verdict trace={trace} />
      {trace.policies.map((policy, index) => (
        <PolicySection
          key={policy.policy ?? `draft ${index}`}
          policy={policy}
          title={policy.name || `Policy ${index + 1}`}
        />
      ))}
      {trace.checks.length > 0 && (
        <Box component="section" aria-label="Checks of the token">
          <Typography variant="h3">The token itself</Typography>
          <Hints checks={trace.checks} />
          <ChecksTable label="Checks of the token" checks={trace.checks} />
        </Box>
      )}
    </Box>
  )
}

function Verdict({ trace }: { trace: TrustTrace }) {
  const { accepted, stage, principal } = trace

  return (
    <Alert
      severity={accepted ? 'success' : 'error'}
      role="none"
      icon={accepted ? <CheckCircleOutlineRounded /> : <HighlightOffRounded />}
    >
      <strong>
        {accepted ? 'Accepted' : `Refused: ${stage ? stageWording[stage] : 'no policy'}`}
      </strong>
      <Box sx={{ overflowWrap: 'anywhere' }}>{principal}</Box>
    </Alert>
  )
}

function PolicySection({ policy, title }: { policy: PolicyTrace; title: string }) {
  return (
    <Box component="section" aria-label={title}>
      <Typography variant="h3">
        {title}: {policy.accepted ? 'matches' : 'does not match'}
      </Typography>
      <Hints checks={policy.checks} />
      <ChecksTable label={`Checks of ${title}`} checks={policy.checks} />
    </Box>
  )
}

/** Near misses, before everything else: they usually are the answer. */
function Hints({ checks }: { checks: readonly TrustCheck[] }) {
  const hints = checks.flatMap(({ hint }) => hint ?? [])
  if (hints.length === 0) return null

  return (
    <Alert severity="warning" icon={<LightbulbOutlined />} role="none" sx={{ my: 1 }}>
      {hints.map((hint) => (
        <Box key={hint} sx={{ fontWeight: 500, overflowWrap: 'anywhere' }}>
          {hint}
        </Box>
      ))}
    </Alert>
  )
}
