import ArrowDownwardRounded from '@mui/icons-material/ArrowDownwardRounded'
import ArrowUpwardRounded from '@mui/icons-material/ArrowUpwardRounded'
import DeleteOutlineRounded from '@mui/icons-material/DeleteOutlineRounded'
import PauseCircleOutlineRounded from '@mui/icons-material/PauseCircleOutlineRounded'
import PlayCircleOutlineRounded from '@mui/icons-material/PlayCircleOutlineRounded'
import { useState } from 'react'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import type { TrustPolicy } from '#contract/trust-policies.ts'
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx'
import { Moment } from '#renderer/components/moment.tsx'
import { type MenuAction, MoreMenu } from '#renderer/components/more-menu.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useAction } from '#renderer/lib/use-action.ts'
import { useRefresh } from '#renderer/lib/use-refresh.ts'

export interface TrustPolicyMenuProps {
  readonly account: ServiceAccount
  readonly policy: TrustPolicy
  readonly index: number
  readonly title: string
}

/** What can be done with a policy besides editing it; what can be undone asks no question. */
export function TrustPolicyMenu({ account, policy, index, title }: TrustPolicyMenuProps) {
  const { client, toasts } = useServices()
  const refresh = useRefresh()
  const [deleting, setDeleting] = useState(false)
  const change = (what: { enabled?: boolean; position?: number }, done: string) =>
    client.trustPolicies
      .update({ account: account.id, policy: policy.id, version: policy.version, ...what })
      .then(() => toasts.getState().succeed(`${title} was ${done}.`))
      .catch((error: unknown) => toasts.getState().fail(toProblem(error)))
      .then(refresh)

  const actions: MenuAction[] = [
    policy.enabled
      ? {
          label: 'Disable',
          icon: <PauseCircleOutlineRounded />,
          onChoose: () => void change({ enabled: false }, 'disabled'),
        }
      : {
          label: 'Enable',
          icon: <PlayCircleOutlineRounded />,
          onChoose: () => void change({ enabled: true }, 'enabled'),
        },
  ]
  if (index > 0) {
    actions.push({
      label: 'Move up',
      icon: <ArrowUpwardRounded />,
      onChoose: () => void change({ position: index - 1 }, 'moved up'),
    })
  }
  if (index < account.trustPolicies.length - 1) {
    actions.push({
      label: 'Move down',
      icon: <ArrowDownwardRounded />,
      onChoose: () => void change({ position: index + 1 }, 'moved down'),
    })
  }
  actions.push({
    label: 'Delete',
    icon: <DeleteOutlineRounded />,
    dangerous: true,
    onChoose: () => setDeleting(true),
  })

  return (
    <>
      <MoreMenu label={`More actions for ${title}`} actions={actions} />
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
  const { client, toasts } = useServices()
  const refresh = useRefresh()
  const action = useAction()
  const remove = () =>
    void action.run(async () => {
      await client.trustPolicies.delete({ account: account.id, policy: policy.id })
      await refresh()
      toasts.getState().succeed(`${title} was deleted.`)
      onClose()
    })

  return (
    <ConfirmDialog
      title={`Delete ${title}?`}
      confirmLabel="Delete trust policy"
      color="error"
      busy={action.busy}
      problem={action.problem}
      onConfirm={remove}
      onClose={onClose}
    >
      The next exchange by it is refused; tokens that it gave out live on until they expire. Last
      used: <Moment at={policy.lastUsedAt} />.
    </ConfirmDialog>
  )
}
