import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PrincipalView } from '#contract/common.ts'
import { FormDialog } from '#renderer/components/form-dialog.tsx'
import { PrincipalPicker } from '#renderer/components/lookup/principal-picker.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useChange } from '#renderer/lib/use-change.ts'
import { RoleChoice } from './role-choice.tsx'

export interface AddMemberDialogProps {
  readonly namespace: string
  readonly onClose: () => void
}

/** Chooses somebody and the role that they get in a namespace. */
export function AddMemberDialog({ namespace, onClose }: AddMemberDialogProps) {
  const { t } = useTranslation(['groups', 'common'])
  const { client } = useServices()
  const { busy, problem, change } = useChange(onClose)
  const [principal, setPrincipal] = useState<PrincipalView | null>(null)
  const [role, setRole] = useState<string>()

  const add = (who: PrincipalView, given: string) =>
    change(async () => {
      const added = await client.members.create({ namespace, principal: who.id, role: given })
      return { text: t('members.add.done', { name: who.name, role: added.roleName }) }
    })

  return (
    <FormDialog
      title={t('members.add.title', { place: namespace || t('common:root') })}
      submitLabel={t('members.add.button')}
      wide
      busy={busy}
      disabled={!principal || !role}
      onSubmit={(event) => {
        event.preventDefault()
        if (principal && role) add(principal, role)
      }}
      onClose={onClose}
    >
      {problem && <ProblemAlert problem={problem} fields={problem.fields} />}
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
