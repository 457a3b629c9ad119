import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import { useTranslation } from 'react-i18next'
import { Link as RouterLink } from 'react-router'
import type { Overview } from '#contract/overview.ts'
import { RefusalReason } from '#renderer/components/audit/refusal-reason.tsx'
import { Moment } from '#renderer/components/moment.tsx'
import { Section } from '#renderer/components/section.tsx'
import { auditRoute, toAttemptRoute } from '#renderer/lib/paths.ts'
import { Lines, linesLook } from './lines.tsx'

type Refusal = Overview['refusals'][number]

export interface RefusalsProps {
  readonly refusals: readonly Refusal[]
  readonly mayAudit: boolean
}

/** Who got no token lately, each with the way to the reason. */
export function Refusals({ refusals, mayAudit }: RefusalsProps) {
  const { t } = useTranslation('home')

  return (
    <Section
      title={t('refusals.title')}
      actions={
        mayAudit && (
          <Link component={RouterLink} to={`${auditRoute}?what=access&result=refused`}>
            {t('refusals.all')}
          </Link>
        )
      }
    >
      <Lines
        empty={t('refusals.empty')}
        lines={refusals.map((refusal) => ({
          key: refusal.correlationId,
          line: <RefusalLine refusal={refusal} />,
        }))}
      />
    </Section>
  )
}

function RefusalLine({ refusal }: { refusal: Refusal }) {
  const { t } = useTranslation('home')
  const { account, address, attempt, correlationId, at } = refusal
  const who = account ?? t('refusals.unknown')
  const route = attempt ? toAttemptRoute(attempt) : `${auditRoute}?q=${correlationId}`

  return (
    <>
      <Box sx={{ minWidth: 0 }}>
        <Box component="span" sx={linesLook.main}>
          {who}
        </Box>
        <Box sx={linesLook.secondary}>
          <RefusalReason reason={refusal.reason} />, {t('refusals.from', { address })}
        </Box>
      </Box>
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'center' }}>
        <Moment at={at} />
        <Link component={RouterLink} to={route} aria-label={t('refusals.whyOf', { who })}>
          {t('refusals.why')}
        </Link>
      </Box>
    </>
  )
}
