import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { Issuer } from '#contract/issuers.ts'

/** What is wrong with an issuer's keys, and what that means for its tokens. */
export function IssuerTrouble({ issuer }: { issuer: Issuer }) {
  const { t } = useTranslation('issuers')
  const { lastError, failuresInARow, keys } = issuer.health
  if (lastError === null) return null

  return (
    <Alert severity={keys.length === 0 ? 'error' : 'warning'} sx={{ mb: 2.5 }}>
      <strong>{t('health.failed', { count: Math.max(1, failuresInARow) })}</strong>{' '}
      {t(keys.length === 0 ? 'health.noGood' : 'health.keptGood')}
      <Box sx={{ overflowWrap: 'anywhere' }}>{lastError}</Box>
    </Alert>
  )
}
