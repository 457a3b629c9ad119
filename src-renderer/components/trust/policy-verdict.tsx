import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useFormContext } from 'react-hook-form'
import type { GuidedPolicy } from '#contract/guided-setup.ts'
import type { PolicyFinding, TrustPolicy } from '#contract/trust-policies.ts'
import { TextInput } from '#renderer/components/text-input.tsx'
import type { Problem } from '#renderer/lib/problem.ts'
import { Exceptions } from './exceptions.tsx'
import { FindingsList } from './findings-list.tsx'
import type { PolicyForm } from './policy-form.ts'
import { isLiftable } from './standing-findings.ts'

export interface PolicyVerdictProps {
  readonly guided: GuidedPolicy | undefined
  readonly findings: readonly PolicyFinding[]
  readonly exceptions: TrustPolicy['exceptions']
  readonly pending: boolean
  readonly problem: Problem | undefined
}

/** Says while it is typed who may act by the policy, and what speaks against it. */
export function PolicyVerdict(props: PolicyVerdictProps) {
  const { guided, findings, exceptions, pending, problem } = props
  const { register, formState } = useFormContext<PolicyForm>()

  return (
    <Box
      role="region"
      aria-label="Who may act"
      sx={{ p: '12px 16px', bgcolor: 'background.subtle', borderRadius: '10px' }}
    >
      <Box aria-live="polite">
        <Typography sx={{ fontWeight: guided && !problem ? 500 : 400, overflowWrap: 'anywhere' }}>
          {problem ? sayProblem(problem) : (guided?.sentence ?? waitingText(pending))}
        </Typography>
        {!problem && <FindingsList findings={findings} />}
      </Box>
      <Exceptions exceptions={exceptions} />
      {isLiftable(findings) && (
        <Box sx={{ mt: 1.5, maxWidth: 560 }}>
          <TextInput
            label="Save anyway, because…"
            registration={register('reason')}
            error={formState.errors.reason?.message}
            hint="The policy shows this for ever."
          />
        </Box>
      )}
    </Box>
  )
}

function waitingText(pending: boolean): string {
  return pending ? 'One moment…' : 'Once the form is filled in, this says who may act.'
}

/** The fields of a refused draft are the questions themselves. */
function sayProblem({ title, fields }: Problem): string {
  return fields.length > 0 ? fields.map(({ message }) => message).join(' ') : title
}
