import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useServices } from '#renderer/lib/services.tsx'
import { ToastCard } from './toast-card.tsx'

/** Short messages at the lower right; failures stay until they are dismissed. */
export function Toasts() {
  const { t } = useTranslation('frame')
  const { toasts: store } = useServices()
  const toasts = useStore(store, (state) => state.toasts)

  return (
    <Box
      role="region"
      aria-label={t('messages')}
      aria-live="polite"
      sx={{
        position: 'fixed',
        right: 20,
        bottom: 20,
        zIndex: 'snackbar',
        width: 'min(380px, 100vw - 40px)',
        display: 'flex',
        flexDirection: 'column',
        gap: 1,
      }}
    >
      {toasts.map((toast) => (
        <ToastCard key={toast.cause} toast={toast} />
      ))}
    </Box>
  )
}
