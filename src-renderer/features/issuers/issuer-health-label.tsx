import CheckCircleOutlineRounded from '@mui/icons-material/CheckCircleOutlineRounded'
import ErrorOutlineRounded from '@mui/icons-material/ErrorOutlineRounded'
import Box from '@mui/material/Box'
import type { IssuerHealth } from '#contract/issuers.ts'
import { Moment } from '#renderer/components/moment.tsx'

/** How the last fetch of an issuer's keys went; a failure keeps the last good set in use. */
export function IssuerHealthLabel({ health }: { health: IssuerHealth }) {
  const { lastFetchAt, lastSuccessAt, lastError } = health
  if (lastFetchAt === null) return <Box sx={{ color: 'text.secondary' }}>Not fetched yet</Box>

  return (
    <Box sx={{ minWidth: 0, lineHeight: 1.45 }}>
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 0.5,
          color: lastError === null ? 'success.main' : 'error.main',
          '& svg': { fontSize: 16 },
        }}
      >
        {lastError === null ? <CheckCircleOutlineRounded /> : <ErrorOutlineRounded />}
        {lastError === null ? <Moment at={lastSuccessAt} /> : 'Failing'}
      </Box>
      {lastError !== null && (
        <Box
          title={lastError}
          sx={{
            color: 'text.secondary',
            fontSize: '0.75rem',
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            whiteSpace: 'nowrap',
          }}
        >
          {lastError}
        </Box>
      )}
    </Box>
  )
}
