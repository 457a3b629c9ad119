import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { CorrelationId } from '#renderer/components/correlation-id.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import type { Toast, ToastsStore } from '#renderer/lib/toasts-store.ts'

const SHOWN_MILLISECONDS = 6_000

/** Short messages at the lower right; failures stay until they are dismissed. */
export function Toasts() {
  const { toasts: store } = useServices()
  const toasts = useStore(store, (state) => state.toasts)

  return (
    <Box
      role="region"
      aria-label="Messages"
      aria-live="polite"
      sx={{
        position: 'fixed',
        right: 20,
        bottom: 20,
        zIndex: 'snackbar',
        width: 380,
        display: 'flex',
        flexDirection: 'column',
        gap: 1,
      }}
    >
      {toasts.map((toast) => (
        <ToastCard key={toast.cause} toast={toast} store={store} />
      ))}
    </Box>
  )
}

function ToastCard({ toast, store }: { toast: Toast; store: ToastsStore }) {
  const { cause, severity, message, advice, correlationId, count } = toast
  const [held, setHeld] = useState(false)
  const dismiss = store.getState().dismiss

  // biome-ignore lint/correctness/useExhaustiveDependencies: a repeated cause starts the time anew
  useEffect(() => {
    if (held || severity === 'error') return
    const timer = setTimeout(() => dismiss(cause), SHOWN_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [held, severity, cause, count, dismiss])

  return (
    <Alert
      severity={severity}
      onClose={() => dismiss(cause)}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      sx={{ boxShadow: '0 6px 24px rgb(0 0 0 / 0.16)', overflowWrap: 'anywhere' }}
    >
      {message}
      {count > 1 && ` (${count} times)`}
      {advice && <Box sx={{ color: 'text.secondary' }}>{advice}</Box>}
      {correlationId && <CorrelationId id={correlationId} />}
    </Alert>
  )
}
