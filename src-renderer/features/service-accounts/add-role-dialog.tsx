import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { FormDialog } from '#renderer/components/form-dialog.tsx'
import { NamespacePicker } from '#renderer/components/lookup/namespace-picker.tsx'
import { RoleChoice } from '#renderer/components/members/role-choice.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useChange } from '#renderer/lib/use-change.ts'
import { HomeRule } from './home-rule.tsx'

export interface AddRoleDialogProps {
  readonly account: ServiceAccount
  readonly onClose: () => void
}

/** Gives the account a role somewhere, first of all in its own group. */
export function AddRoleDialog({ account, onClose }: AddRoleDialogProps) {
  const { t } = useTranslation(['accounts', 'common'])
  const { client } = useServices()
  const { busy, problem, change } = useChange(onClose)
  const [namespace, setNamespace] = useState<string | null>(account.groupPath || null)
  const [role, setRole] = useState<string>()

  const add = (where: string, given: string) =>
    change(async () => {
      const { create } = client.members
      const added = await create({ namespace: where, principal: account.id, role: given })
      return {
        text: t('memberships.added', {
          account: account.path,
          role: added.roleName,
          namespace: added.namespacePath || t('common:root'),
        }),
      }
    })

  return (
    <FormDialog
      title={t('memberships.addTitle', { account: account.name })}
      submitLabel={t('memberships.add')}
      wide
      busy={busy}
      disabled={namespace === null || role === undefined}
      onSubmit={(event) => {
        event.preventDefault()
        if (namespace !== null && role !== undefined) add(namespace, role)
      }}
      onClose={onClose}
    >
      {problem && <ProblemAlert problem={problem} fields={problem.fields} />}
      <NamespacePicker
        label={t('memberships.where')}
        hint={<HomeRule account={account} />}
        value={namespace}
        onChange={setNamespace}
        withRoot={account.groupPath === ''}
        within={account.groupPath}
      />
      <RoleChoice namespace={namespace ?? ''} value={role} onChange={setRole} />
    </FormDialog>
  )
}
