import PlayArrowRounded from '@mui/icons-material/PlayArrowRounded'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useTranslation } from 'react-i18next'
import type { TokenRequest } from '#renderer/lib/shell.ts'
import { DecodedToken } from './decoded-token.tsx'
import { type TrialResult, useTokenTrial } from './use-token-trial.ts'

/** Tries a secret at the token endpoint and shows what token it gives. */
export function TokenTrial({ request }: { request: TokenRequest }) {
  const { t } = useTranslation('accounts')
  const trial = useTokenTrial()

  return (
    <Box sx={{ mt: 2 }}>
      <Button
        variant="outlined"
        color="inherit"
        startIcon={<PlayArrowRounded />}
        disabled={trial.busy}
        onClick={() => void trial.run(request)}
      >
        {trial.busy ? t('trial.testing') : t('trial.testNow')}
      </Button>
      <TrialOutcome result={trial.result} />
    </Box>
  )
}

export function TrialOutcome({ result }: { result: TrialResult | undefined }) {
  const { t } = useTranslation('accounts')

  return (
    <Box role="status" sx={{ display: 'grid', gap: 1.5, '&:not(:empty)': { mt: 1.5 } }}>
      {result?.kind === 'accepted' && (
        <>
          <Alert severity="success">{t('trial.accepted')}</Alert>
          <DecodedToken token={result.token} />
        </>
      )}
      {result?.kind === 'refused' && (
        <Alert severity="error">
          {t('trial.refused', { error: result.error })}
          {result.description && <Box>{result.description}</Box>}
        </Alert>
      )}
      {result?.kind === 'unreadable' && <Alert severity="error">{t('trial.unreadable')}</Alert>}
      {result?.kind === 'unreachable' && <Alert severity="error">{t('trial.unreachable')}</Alert>}
    </Box>
  )
}
