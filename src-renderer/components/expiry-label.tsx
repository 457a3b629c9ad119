import AccessTimeRounded from '@mui/icons-material/AccessTimeRounded'
import ErrorOutlineRounded from '@mui/icons-material/ErrorOutlineRounded'
import Box from '@mui/material/Box'
import Tooltip from '@mui/material/Tooltip'
import { useTranslation } from 'react-i18next'
import { decideExpiryState, type ExpiryState } from '#renderer/lib/expiry.ts'
import { formatInstant, formatRelative } from '#renderer/lib/format-instant.ts'
import { useNow } from '#renderer/lib/use-now.ts'

const looks = {
  fine: { color: 'text.primary', icon: undefined },
  soon: { color: 'warning.main', icon: <AccessTimeRounded /> },
  expired: { color: 'error.main', icon: <ErrorOutlineRounded /> },
} satisfies Record<ExpiryState, object>

/** "in 29 days", amber when soon and red when over, never by colour alone. */
export function ExpiryLabel({ at }: { at: string }) {
  const { t } = useTranslation('common')
  const now = useNow()
  const instant = new Date(at)
  const state = decideExpiryState(instant, now)
  const relative = formatRelative(instant, now)
  const { color, icon } = looks[state]

  return (
    <Tooltip title={formatInstant(instant)} describeChild>
      <Box
        component="time"
        dateTime={at}
        sx={{
          color,
          fontVariantNumeric: 'tabular-nums',
          display: 'inline-flex',
          alignItems: 'center',
          gap: 0.5,
          '& svg': { fontSize: 15 },
        }}
      >
        {icon}
        {state === 'expired' ? t('expiredSince', { relative }) : relative}
      </Box>
    </Tooltip>
  )
}
