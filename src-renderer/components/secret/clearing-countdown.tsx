import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useServices } from '#renderer/lib/services.tsx'

export interface ClearingCountdownProps {
  readonly seconds: number
  readonly onEnded: (how: 'cleared' | 'kept') => void
}

/** Counts down until the clipboard is cleared; not announced, since the sentence above says it once. */
export function ClearingCountdown({ seconds, onEnded }: ClearingCountdownProps) {
  const { t } = useTranslation('accounts')
  const { desktop } = useServices().shell
  const [left, setLeft] = useState(seconds)

  useEffect(() => {
    const timer = setInterval(() => setLeft((before) => Math.max(0, before - 1)), 1000)
    return () => clearInterval(timer)
  }, [])

  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minHeight: 28 }}>
      <Box
        aria-hidden
        sx={{ fontSize: '0.8125rem', color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}
      >
        {left > 0 ? t('secret.clearsIn', { seconds: left }) : t('secret.cleared')}
      </Box>
      {desktop && left > 0 && (
        <>
          <Button
            size="small"
            color="inherit"
            onClick={() => void desktop.clearSecret().then(() => onEnded('cleared'))}
          >
            {t('secret.clearNow')}
          </Button>
          <Button
            size="small"
            color="inherit"
            onClick={() => void desktop.keepSecret().then(() => onEnded('kept'))}
          >
            {t('secret.keep')}
          </Button>
        </>
      )}
    </Box>
  )
}
