import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '#contract/members.ts'
import { FormDialog } from '#renderer/components/form-dialog.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useChange } from '#renderer/lib/use-change.ts'
import { RoleChoice } from './role-choice.tsx'

/** Gives a member another role; for a while the former one can be given back. */
export function ChangeRoleDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useTranslation(['groups', 'common'])
  const { client } = useServices()
  const { busy, problem, change } = useChange(onClose)
  // As it was when asked: the role must be given to the member that was looked at.
  const [{ id, version, principal, roleId, namespacePath }] = useState(member)
  const [role, setRole] = useState(roleId)

  const give = () =>
    change(async () => {
      const { update } = client.members
      const changed = await update({ member: id, version, role })
      return {
        text: t('members.change.done', { name: principal.name, role: changed.roleName }),
        undo: () => update({ member: id, version: changed.version, role: roleId }),
      }
    })

  return (
    <FormDialog
      title={t('members.change.title', {
        name: principal.name,
        place: namespacePath || t('common:root'),
      })}
      submitLabel={t('members.change.button')}
      wide
      busy={busy}
      disabled={role === roleId}
      onSubmit={(event) => {
        event.preventDefault()
        give()
      }}
      onClose={onClose}
    >
      {problem && <ProblemAlert problem={problem} />}
      <RoleChoice namespace={namespacePath} value={role} onChange={setRole} />
    </FormDialog>
  )
}
