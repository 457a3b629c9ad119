import Box from '@mui/material/Box'
import FormControlLabel from '@mui/material/FormControlLabel'
import FormLabel from '@mui/material/FormLabel'
import Radio from '@mui/material/Radio'
import RadioGroup from '@mui/material/RadioGroup'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Role } from '#contract/roles.ts'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { describeRole } from '#renderer/lib/describe-role.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { PermissionSummary } from './permission-summary.tsx'

export interface RoleChoiceProps {
  /** Where it will be held; roles over the whole installation are given nowhere else. */
  readonly namespace?: string
  /** The id of the chosen role. */
  readonly value: string | undefined
  readonly onChange: (role: string) => void
}

/** A choice of role that says what each one can and cannot do. */
export function RoleChoice({ namespace = '', value, onChange }: RoleChoiceProps) {
  const { t } = useTranslation('common')
  const { queries } = useServices()
  const id = useId()
  const roles = useQuery(queries.roles.list.queryOptions({ input: { limit: 100 } }))

  if (roles.error) {
    return <ProblemAlert problem={toProblem(roles.error)} onRetry={() => void roles.refetch()} />
  }
  if (!roles.data) return <BlockSkeleton height={140} />
  const fitting = roles.data.items.filter(
    ({ id: role, kind }) => kind !== 'system' || namespace === '' || role === value,
  )
  return (
    <div>
      <FormLabel id={id}>{t('role')}</FormLabel>
      <RadioGroup
        aria-labelledby={id}
        value={value ?? ''}
        onChange={(_, role) => onChange(role)}
        sx={listLook}
      >
        {fitting.map((role) => (
          <RoleCard key={role.id} role={role} chosen={role.id === value} />
        ))}
      </RadioGroup>
    </div>
  )
}

function RoleCard({ role, chosen }: { role: Role; chosen: boolean }) {
  return (
    <Box sx={{ ...(chosen && { bgcolor: 'action.hover' }) }}>
      <FormControlLabel
        value={role.id}
        control={<Radio size="small" />}
        label={
          <>
            <Box component="span" sx={{ fontWeight: 500 }}>
              {role.name}
            </Box>
            {role.description && (
              <Box component="span" sx={{ color: 'text.secondary', ml: 1 }}>
                {describeRole(role)}
              </Box>
            )}
          </>
        }
        sx={{ mx: 0, width: '100%', px: 1, minHeight: 36 }}
      />
      {chosen && (
        <Box sx={{ px: 2, pb: 1.5 }}>
          <PermissionSummary permissions={role.permissions} />
        </Box>
      )}
    </Box>
  )
}

const listLook = {
  border: 1,
  borderColor: 'divider',
  borderRadius: '10px',
  flexWrap: 'nowrap',
  overflow: 'hidden',
  fontSize: '0.8125rem',
  '& .MuiFormControlLabel-label': { fontSize: '0.8125rem', overflowWrap: 'anywhere' },
  '& > *:not(:last-child)': { borderBottom: 1, borderColor: 'divider' },
}
