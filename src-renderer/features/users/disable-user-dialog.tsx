import { useTranslation } from 'react-i18next'
import type { User } from '#contract/users.ts'
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useChange } from '#renderer/lib/use-change.ts'

/** Asks before somebody is refused from the next request on. */
export function DisableUserDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation('access')
  const { client } = useServices()
  const { busy, problem, change } = useChange(onClose)
  const { id, email, version } = user
  const disable = () =>
    change(async () => {
      const { update } = client.users
      const disabled = await update({ user: id, version, disabled: true })
      return {
        text: t('users.switch.disabled', { email }),
        undo: () => update({ user: id, version: disabled.version, disabled: false }),
      }
    })

  return (
    <ConfirmDialog
      title={t('users.switch.disableTitle', { email })}
      confirmLabel={t('users.switch.disableSubmit')}
      color="error"
      busy={busy}
      problem={problem}
      onConfirm={disable}
      onClose={onClose}
    >
      {t('users.switch.disableText')}
    </ConfirmDialog>
  )
}
