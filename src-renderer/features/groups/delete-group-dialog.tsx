import Typography from '@mui/material/Typography'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Group } from '#contract/groups.ts'
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx'
import { currentLocale } from '#renderer/lib/language.ts'
import { getParent, toGroupRoute } from '#renderer/lib/paths.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useAction } from '#renderer/lib/use-action.ts'
import { useRefresh } from '#renderer/lib/use-refresh.ts'

/** Deletes a group that holds nothing; says what is in the way otherwise. */
export function DeleteGroupDialog({ group, onClose }: { group: Group; onClose: () => void }) {
  const { t } = useTranslation('groups')
  const { client, toasts } = useServices()
  const refresh = useRefresh()
  const navigate = useNavigate()
  const action = useAction()
  const counts = [
    group.serviceAccountCount > 0 &&
      t('count.serviceAccounts', { count: group.serviceAccountCount }),
    group.groupCount > 0 && t('count.groups', { count: group.groupCount }),
  ].filter((part) => part !== false)
  const contents = new Intl.ListFormat(currentLocale()).format(counts)

  const remove = () =>
    void action.run(async () => {
      await client.groups.delete({ group: group.id })
      toasts.getState().succeed(t('delete.done', { path: group.path }))
      await navigate(toGroupRoute(getParent(group.path)), { replace: true })
      await refresh()
    })

  return (
    <ConfirmDialog
      title={t('delete.title', { name: group.name })}
      confirmLabel={t('delete.submit')}
      color="error"
      disabled={counts.length > 0}
      busy={action.busy}
      problem={action.problem}
      onConfirm={remove}
      onClose={onClose}
    >
      <Typography>
        {counts.length > 0
          ? t('delete.isFull', { contents })
          : t('delete.isEmpty', { path: group.path })}
      </Typography>
    </ConfirmDialog>
  )
}
