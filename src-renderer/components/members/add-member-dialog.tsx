import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PrincipalView } from '#contract/common.ts'
import { FormDialog } from '#renderer/components/form-dialog.tsx'
import { PrincipalPicker } from '#renderer/components/lookup/principal-picker.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useAction } from '#renderer/lib/use-action.ts'
import { useRefresh } from '#renderer/lib/use-refresh.ts'
import { RoleChoice } from './role-choice.tsx'

export interface AddMemberDialogProps {
  readonly namespace: string
  readonly onClose: () => void
}

/** Chooses somebody and the role that they get in a namespace. */
export function AddMemberDialog({ namespace, onClose }: AddMemberDialogProps) {
  const { t } = useTranslation(['groups', 'common'])
  const { client, toasts } = useServices()
  const refresh = useRefresh()
  const action = useAction()
  const [principal, setPrincipal] = useState<PrincipalView | null>(null)
  const [role, setRole] = useState<string>()

  const add = () =>
    void action.run(async () => {
      if (!principal || !role) return
      const added = await client.members.create({ namespace, principal: principal.id, role })
      const done = { name: principal.name, role: added.roleName }
      toasts.getState().succeed(t('members.add.done', done))
      await refresh()
      onClose()
    })

  return (
    <FormDialog
      title={t('members.add.title', { place: namespace || t('common:root') })}
      submitLabel={t('members.add.button')}
      wide
      busy={action.busy}
      disabled={!principal || !role}
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
      onClose={onClose}
    >
      {action.problem && <ProblemAlert problem={action.problem} fields={action.problem.fields} />}
      <PrincipalPicker
        label={t('members.who')}
        value={principal}
        onChange={setPrincipal}
        withBuiltIn={false}
        actingIn={namespace}
        autoFocus
      />
      <RoleChoice namespace={namespace} value={role} onChange={setRole} />
    </FormDialog>
  )
}
