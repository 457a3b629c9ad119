import Alert from '@mui/material/Alert'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AuditVerification } from '#contract/audit.ts'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'

export type Verification = UseQueryResult<AuditVerification>

/** A check of the whole chain, made when it is asked for and not kept. */
export function useVerification(): Verification {
  const { queries } = useServices()
  return useQuery(queries.audit.verify.queryOptions({ input: {}, enabled: false, gcTime: 0 }))
}

/** Tells whether the chain is whole, or which line broke it. */
export function VerificationResult({ verification }: { verification: Verification }) {
  const { t } = useTranslation('audit')
  const { data, error, isFetching } = verification
  if (isFetching || (!data && !error)) return null
  if (error) return <ProblemAlert problem={toProblem(error)} />
  if (!data?.broken) {
    return (
      <Alert severity="success" sx={{ mb: 2 }}>
        {t('verified', { count: data?.events ?? 0 })}
      </Alert>
    )
  }

  return (
    <Alert severity="error" sx={{ mb: 2, '& b': { fontWeight: 600 } }}>
      <b>{t('broken', { ...data.broken })}</b> {t('brokenAdvice')}
    </Alert>
  )
}
