import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '#contract/members.ts'
import { FormDialog } from '#renderer/components/form-dialog.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useAction } from '#renderer/lib/use-action.ts'
import { useRefresh } from '#renderer/lib/use-refresh.ts'
import { RoleChoice } from './role-choice.tsx'

/** Gives a member another role; for a while the former one can be given back. */
export function ChangeRoleDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useTranslation(['groups', 'common'])
  const { client, toasts } = useServices()
  const refresh = useRefresh()
  const action = useAction()
  // As it was when asked: the role must be given to the member that was looked at.
  const [{ id, version, principal, roleId, namespacePath }] = useState(member)
  const [role, setRole] = useState(roleId)

  const change = () =>
    void action.run(async () => {
      const changed = await client.members.update({ member: id, version, role })
      const undo = async () => {
        await client.members.update({ member: id, version: changed.version, role: roleId })
        await refresh()
      }
      const text = t('members.change.done', { name: principal.name, role: changed.roleName })
      toasts.getState().show({ text, undo })
      await refresh()
      onClose()
    })

  return (
    <FormDialog
      title={t('members.change.title', {
        name: principal.name,
        place: namespacePath || t('common:root'),
      })}
      submitLabel={t('members.change.button')}
      wide
      busy={action.busy}
      disabled={role === roleId}
      onSubmit={(event) => {
        event.preventDefault()
        change()
      }}
      onClose={onClose}
    >
      {action.problem && <ProblemAlert problem={action.problem} />}
      <RoleChoice namespace={namespacePath} value={role} onChange={setRole} />
    </FormDialog>
  )
}
