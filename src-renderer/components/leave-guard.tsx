import { type RefObject, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useBlocker } from 'react-router'
import { ConfirmDialog } from './confirm-dialog.tsx'

export interface LeaveGuardProps {
  readonly isDirty: boolean
  /** Set just before leaving on purpose, such as after a save. */
  readonly leaving: RefObject<boolean>
}

/** Asks before typed text is left behind. */
export function LeaveGuard({ isDirty, leaving }: LeaveGuardProps) {
  const { t } = useTranslation('common')
  const blocker = useBlocker(() => isDirty && !leaving.current)

  useEffect(() => {
    const keep = (event: BeforeUnloadEvent) => {
      if (isDirty && !leaving.current) event.preventDefault()
    }
    window.addEventListener('beforeunload', keep)
    return () => window.removeEventListener('beforeunload', keep)
  }, [isDirty, leaving])

  if (blocker.state !== 'blocked') return null
  return (
    <ConfirmDialog
      title={t('leave.title')}
      confirmLabel={t('leave.confirm')}
      color="error"
      busy={false}
      onConfirm={() => blocker.proceed()}
      onClose={() => blocker.reset()}
    >
      {t('leave.lost')}
    </ConfirmDialog>
  )
}
