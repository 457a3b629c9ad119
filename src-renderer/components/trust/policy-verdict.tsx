import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
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
  const { t } = useTranslation('trust')
  const { guided, findings, exceptions, pending, problem } = props
  const { register, formState } = useFormContext<PolicyForm>()

  return (
    <Box
      role="region"
      aria-label={t('builder.whoMayAct')}
      sx={{ p: '12px 16px', bgcolor: 'background.subtle', borderRadius: '10px' }}
    >
      <Box aria-live="polite">
        <Typography sx={{ fontWeight: guided && !problem ? 500 : 400, overflowWrap: 'anywhere' }}>
          {problem
            ? sayProblem(problem)
            : (guided?.sentence ?? t(pending ? 'builder.oneMoment' : 'builder.waiting'))}
        </Typography>
        {!problem && <FindingsList findings={findings} />}
      </Box>
      <Exceptions exceptions={exceptions} />
      {isLiftable(findings) && (
        <Box sx={{ mt: 1.5, maxWidth: 560 }}>
          <TextInput
            label={t('builder.saveAnyway')}
            registration={register('reason')}
            error={formState.errors.reason?.message}
            hint={t('builder.forEver')}
          />
        </Box>
      )}
    </Box>
  )
}

/** The fields of a refused draft are the questions themselves. */
function sayProblem({ title, fields }: Problem): string {
  return fields.length > 0 ? fields.map(({ message }) => message).join(' ') : title
}
