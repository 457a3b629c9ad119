import ArrowDownwardRounded from '@mui/icons-material/ArrowDownwardRounded'
import ArrowUpwardRounded from '@mui/icons-material/ArrowUpwardRounded'
import DeleteOutlineRounded from '@mui/icons-material/DeleteOutlineRounded'
import PauseCircleOutlineRounded from '@mui/icons-material/PauseCircleOutlineRounded'
import PlayCircleOutlineRounded from '@mui/icons-material/PlayCircleOutlineRounded'
import { useState } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import type { TrustPolicy } from '#contract/trust-policies.ts'
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx'
import { Moment } from '#renderer/components/moment.tsx'
import { type MenuAction, MoreMenu } from '#renderer/components/more-menu.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useChange } from '#renderer/lib/use-change.ts'
import { useChangeAtOnce } from '#renderer/lib/use-change-at-once.ts'

export interface TrustPolicyMenuProps {
  readonly account: ServiceAccount
  readonly policy: TrustPolicy
  readonly index: number
  readonly title: string
}

type Done = 'wasDisabled' | 'wasEnabled' | 'wasMovedUp' | 'wasMovedDown'

/** What can be done with a policy besides editing it; what can be undone asks no question. */
export function TrustPolicyMenu({ account, policy, index, title }: TrustPolicyMenuProps) {
  const { t } = useTranslation(['accounts', 'common'])
  const { client } = useServices()
  const atOnce = useChangeAtOnce()
  const [deleting, setDeleting] = useState(false)
  const change = (what: { enabled?: boolean; position?: number }, done: Done) =>
    atOnce(async () => {
      const { id, version } = policy
      await client.trustPolicies.update({ account: account.id, policy: id, version, ...what })
      return { text: t(`federation.${done}`, { title }) }
    })

  const actions: MenuAction[] = [
    policy.enabled
      ? {
          label: t('common:disable'),
          icon: <PauseCircleOutlineRounded />,
          onChoose: () => void change({ enabled: false }, 'wasDisabled'),
        }
      : {
          label: t('common:enable'),
          icon: <PlayCircleOutlineRounded />,
          onChoose: () => void change({ enabled: true }, 'wasEnabled'),
        },
  ]
  if (index > 0) {
    actions.push({
      label: t('federation.moveUp'),
      icon: <ArrowUpwardRounded />,
      onChoose: () => void change({ position: index - 1 }, 'wasMovedUp'),
    })
  }
  if (index < account.trustPolicies.length - 1) {
    actions.push({
      label: t('federation.moveDown'),
      icon: <ArrowDownwardRounded />,
      onChoose: () => void change({ position: index + 1 }, 'wasMovedDown'),
    })
  }
  actions.push({
    label: t('common:delete'),
    icon: <DeleteOutlineRounded />,
    dangerous: true,
    onChoose: () => setDeleting(true),
  })

  return (
    <>
      <MoreMenu label={t('federation.more', { title })} actions={actions} />
      {deleting && (
        <DeletePolicyDialog {...{ account, policy, title }} onClose={() => setDeleting(false)} />
      )}
    </>
  )
}

interface DeletePolicyDialogProps {
  readonly account: ServiceAccount
  readonly policy: TrustPolicy
  readonly title: string
  readonly onClose: () => void
}

function DeletePolicyDialog({ account, policy, title, onClose }: DeletePolicyDialogProps) {
  const { t } = useTranslation(['accounts', 'common'])
  const { client } = useServices()
  const { busy, problem, change } = useChange(onClose)
  const remove = () =>
    change(async () => {
      await client.trustPolicies.delete({ account: account.id, policy: policy.id })
      return { text: t('federation.wasDeleted', { title }) }
    })

  return (
    <ConfirmDialog
      title={t('federation.deleteTitle', { title })}
      confirmLabel={t('federation.deleteConfirm')}
      color="error"
      busy={busy}
      problem={problem}
      onConfirm={remove}
      onClose={onClose}
    >
      <Trans
        t={t}
        i18nKey="federation.deleteText"
        components={{ moment: <Moment at={policy.lastUsedAt} /> }}
      />
    </ConfirmDialog>
  )
}
