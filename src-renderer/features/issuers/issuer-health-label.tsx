import CheckCircleOutlineRounded from '@mui/icons-material/CheckCircleOutlineRounded'
import ErrorOutlineRounded from '@mui/icons-material/ErrorOutlineRounded'
import PauseCircleOutlineRounded from '@mui/icons-material/PauseCircleOutlineRounded'
import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Issuer } from '#contract/issuers.ts'
import { Moment } from '#renderer/components/moment.tsx'

/** How the last fetch of an issuer's keys went; a failure keeps the last good set in use. */
export function IssuerHealthLabel({ issuer }: { issuer: Issuer }) {
  const { t } = useTranslation('issuers')
  const { lastFetchAt, lastSuccessAt, lastError } = issuer.health
  if (!issuer.enabled) {
    return (
      <Labelled color="text.secondary" icon={<PauseCircleOutlineRounded />}>
        {t('health.disabled')}
      </Labelled>
    )
  }
  if (lastError !== null) {
    return (
      <Labelled color="error.main" icon={<ErrorOutlineRounded />} detail={lastError}>
        {t('health.failing')}
      </Labelled>
    )
  }
  if (lastFetchAt === null && lastSuccessAt === null) {
    const isPasted = issuer.keySource !== 'discovery' && 'jwks' in issuer.keySource
    return (
      <Box sx={{ color: 'text.secondary' }}>
        {t(isPasted ? 'health.pasted' : 'health.notFetched')}
      </Box>
    )
  }
  return (
    <Labelled color="success.main" icon={<CheckCircleOutlineRounded />}>
      <Moment at={lastSuccessAt} />
    </Labelled>
  )
}

interface LabelledProps {
  readonly color: string
  readonly icon: ReactNode
  readonly detail?: string
  readonly children: ReactNode
}

function Labelled({ color, icon, detail, children }: LabelledProps) {
  return (
    <Box sx={{ minWidth: 0, lineHeight: 1.45 }}>
      <Box
        sx={{ display: 'flex', alignItems: 'center', gap: 0.5, color, '& svg': { fontSize: 16 } }}
      >
        {icon}
        {children}
      </Box>
      {detail && (
        <Box
          title={detail}
          sx={{
            color: 'text.secondary',
            fontSize: '0.75rem',
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            whiteSpace: 'nowrap',
          }}
        >
          {detail}
        </Box>
      )}
    </Box>
  )
}
