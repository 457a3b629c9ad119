import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogTitle from '@mui/material/DialogTitle'
import type { Theme } from '@mui/material/styles'
import Typography from '@mui/material/Typography'
import { useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LogoMark } from '#renderer/components/logo-mark.tsx'
import { useServices } from '#renderer/lib/services.tsx'

/** Above everything that a page can open, its dialogs and toasts included. */
const aboveAll = { zIndex: ({ zIndex }: Theme) => zIndex.tooltip + 1 }

/** Hides the whole window while it is locked, and until it is known not to be. */
export function LockCover() {
  const { t } = useTranslation('frame')
  const { desktop } = useServices().shell
  const [state, setState] = useState<'unknown' | 'locked' | 'open'>(desktop ? 'unknown' : 'open')
  const titleId = useId()

  useEffect(() => {
    if (!desktop) return
    const stop = desktop.onNews((news) => {
      if (news === 'lock') setState('locked')
    })
    void desktop
      .isLocked()
      .then((locked) => setState((now) => (locked || now === 'locked' ? 'locked' : 'open')))
    return stop
  }, [desktop])

  const unlock = async () => {
    await desktop?.unlock()
    setState('open')
  }

  if (state === 'open') return null
  if (state === 'unknown') {
    return <Box sx={{ ...aboveAll, position: 'fixed', inset: 0, bgcolor: 'background.default' }} />
  }
  return (
    <Dialog open fullScreen transitionDuration={0} aria-labelledby={titleId} sx={aboveAll}>
      <Box sx={{ m: 'auto', maxWidth: 380, p: 3, textAlign: 'center' }}>
        <LogoMark size={40} />
        <DialogTitle id={titleId} sx={{ mt: 1 }}>
          {t('locked.title')}
        </DialogTitle>
        <Typography color="textSecondary" sx={{ mb: 2 }}>
          {t('locked.explained')}
        </Typography>
        <Button variant="contained" autoFocus onClick={() => void unlock()}>
          {t('locked.continue')}
        </Button>
      </Box>
    </Dialog>
  )
}
