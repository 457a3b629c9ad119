import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldProblem, Problem } from '#renderer/lib/problem.ts'
import { CorrelationId } from './correlation-id.tsx'

export interface ProblemAlertProps {
  readonly problem: Problem
  /** Refused fields that are not shown elsewhere. */
  readonly fields?: readonly FieldProblem[]
  readonly onRetry?: (() => void) | undefined
  readonly children?: ReactNode
}

/** Says what happened, what to do, and how to find it in the log. */
export function ProblemAlert({ problem, fields = [], onRetry, children }: ProblemAlertProps) {
  const { t } = useTranslation('common')
  const { title, detail, advice, correlationId } = problem

  return (
    <Alert severity="error" sx={{ mb: 2.5 }}>
      <Typography variant="subtitle2" component="p" sx={{ fontWeight: 600 }}>
        {title}
      </Typography>
      {detail && <Box sx={{ overflowWrap: 'anywhere' }}>{detail}</Box>}
      {fields.length > 0 && (
        <Box component="ul" sx={{ my: 0.5, pl: 2.5 }}>
          {fields.map(({ field, message }) => (
            <li key={`${field} ${message}`}>
              <code>{field}</code>: {message}
            </li>
          ))}
        </Box>
      )}
      <Box>{advice}</Box>
      {children}
      {onRetry && (
        <Button variant="outlined" color="inherit" size="small" sx={{ mt: 1 }} onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
      {correlationId && <CorrelationId id={correlationId} />}
    </Alert>
  )
}
