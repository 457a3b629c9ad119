import CheckCircleOutlineRounded from '@mui/icons-material/CheckCircleOutlineRounded'
import ErrorOutlineRounded from '@mui/icons-material/ErrorOutlineRounded'
import HighlightOffRounded from '@mui/icons-material/HighlightOffRounded'
import Box from '@mui/material/Box'
import Chip from '@mui/material/Chip'
import { useTranslation } from 'react-i18next'
import type { AuditEvent } from '#contract/audit.ts'
import { Disclosure } from '#renderer/components/disclosure.tsx'
import { Moment } from '#renderer/components/moment.tsx'
import { AuditDetails } from './audit-details.tsx'
import { AuditSentence, type AuditSentenceProps } from './audit-sentence.tsx'
import { RefusalReason } from './refusal-reason.tsx'

const marks = {
  ok: { color: 'success', Icon: CheckCircleOutlineRounded },
  refused: { color: 'warning', Icon: HighlightOffRounded },
  failed: { color: 'error', Icon: ErrorOutlineRounded },
} as const satisfies Record<AuditEvent['result'], object>

/** One event: what happened, how it ended, from where, and more on demand. */
export function AuditItem(props: AuditSentenceProps) {
  const { event } = props
  const { t } = useTranslation('audit')
  const { color, Icon } = marks[event.result]

  return (
    <Box component="li" sx={look}>
      <Box component="span" sx={{ color: `${color}.main`, display: 'flex', pt: '2px' }}>
        <Icon aria-hidden sx={{ fontSize: 18 }} />
      </Box>
      <Box sx={{ minWidth: 0 }}>
        <Box sx={{ overflowWrap: 'anywhere' }}>
          <AuditSentence {...props} />
          {event.result !== 'ok' && (
            <Chip size="small" color={color} label={t(`results.${event.result}`)} sx={{ ml: 1 }} />
          )}
        </Box>
        <Circumstances event={event} />
        <Disclosure title={t('details', { number: event.sequence })}>
          <AuditDetails event={event} />
        </Disclosure>
      </Box>
    </Box>
  )
}

function Circumstances({ event }: { event: AuditEvent }) {
  const { address, at, reason } = event
  const { t } = useTranslation('audit')
  const parts = [
    <Moment key="at" at={at} />,
    ...(address ? [<span key="address">{`${t('address')} ${address}`}</span>] : []),
    ...(reason
      ? [
          <span key="reason">
            <RefusalReason reason={reason} />
          </span>,
        ]
      : []),
  ]

  return <Box sx={circumstancesLook}>{parts}</Box>
}

const look = {
  display: 'grid',
  gridTemplateColumns: '18px minmax(0, 1fr)',
  columnGap: 1.5,
  py: 1.25,
  fontSize: '0.8125rem',
  borderBottom: 1,
  borderColor: 'divider',
  '&:last-of-type': { borderBottom: 0 },
  '& summary': { color: 'text.secondary', fontSize: '0.75rem !important' },
}

const circumstancesLook = {
  display: 'flex',
  flexWrap: 'wrap',
  columnGap: 1.5,
  color: 'text.secondary',
  fontSize: '0.75rem',
  overflowWrap: 'anywhere',
}
