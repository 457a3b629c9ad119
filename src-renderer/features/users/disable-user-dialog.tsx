import { useTranslation } from 'react-i18next'
import type { User } from '#contract/users.ts'
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useAction } from '#renderer/lib/use-action.ts'
import { useRefresh } from '#renderer/lib/use-refresh.ts'

/** Asks before somebody is refused from the next request on. */
export function DisableUserDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation('access')
  const { client, toasts } = useServices()
  const refresh = useRefresh()
  const action = useAction()
  const { id, email, version } = user
  const disable = () =>
    void action.run(async () => {
      await client.users.update({ user: id, version, disabled: true })
      toasts.getState().show({
        text: t('users.switch.disabled', { email }),
        undo: async () => {
          await client.users.update({ user: id, version: version + 1, disabled: false })
          await refresh()
        },
      })
      onClose()
      await refresh()
    })

  return (
    <ConfirmDialog
      title={t('users.switch.disableTitle', { email })}
      confirmLabel={t('users.switch.disableSubmit')}
      color="error"
      busy={action.busy}
      problem={action.problem}
      onConfirm={disable}
      onClose={onClose}
    >
      {t('users.switch.disableText')}
    </ConfirmDialog>
  )
}
