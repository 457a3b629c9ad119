import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useTranslation } from 'react-i18next'
import { CorrelationId } from '#renderer/components/correlation-id.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import type { Toast, Undo } from '#renderer/lib/toasts-store.ts'
import { useAction } from '#renderer/lib/use-action.ts'
import { useTimeout } from './use-timeout.ts'

const SHOWN_MILLISECONDS = 6_000
const UNDO_MILLISECONDS = 10_000

/** One message; its time stands still while it is pointed at or holds the keyboard. */
export function ToastCard({ toast }: { toast: Toast }) {
  const { t } = useTranslation('frame')
  const { toasts } = useServices()
  const { cause, severity, message, advice, correlationId, undo, count } = toast
  const dismiss = () => toasts.getState().dismiss(cause)
  const shownMilliseconds = undo ? UNDO_MILLISECONDS : SHOWN_MILLISECONDS
  // A repeated cause starts the time anew.
  const hold = useTimeout(dismiss, severity === 'error' ? undefined : shownMilliseconds, count)

  return (
    <Alert
      severity={severity}
      onClose={dismiss}
      {...hold}
      sx={{ boxShadow: '0 6px 24px rgb(0 0 0 / 0.16)', overflowWrap: 'anywhere' }}
    >
      {count > 1 ? t('repeated', { message, count }) : message}
      {advice && <Box sx={{ color: 'text.secondary' }}>{advice}</Box>}
      {correlationId && <CorrelationId id={correlationId} />}
      {undo && <UndoButton key={count} undo={undo} cause={cause} />}
    </Alert>
  )
}

function UndoButton({ undo, cause }: { undo: Undo; cause: string }) {
  const { t } = useTranslation('common')
  const toasts = useServices().toasts.getState()
  const { busy, run } = useAction()

  const takeBack = () =>
    run(async () => {
      try {
        await undo()
        toasts.show({ text: t('undone') })
      } catch (error) {
        toasts.fail(toProblem(error))
      }
      toasts.dismiss(cause)
    })

  return (
    <Box sx={{ mt: 0.5 }}>
      <Button
        size="small"
        variant="outlined"
        color="inherit"
        disabled={busy}
        onClick={() => void takeBack()}
      >
        {t('undo')}
      </Button>
    </Box>
  )
}
