import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { FormDialog } from '#renderer/components/form-dialog.tsx'
import { NamespacePicker } from '#renderer/components/lookup/namespace-picker.tsx'
import { RoleChoice } from '#renderer/components/members/role-choice.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useAction } from '#renderer/lib/use-action.ts'
import { useRefresh } from '#renderer/lib/use-refresh.ts'
import { HomeRule } from './home-rule.tsx'

export interface AddRoleDialogProps {
  readonly account: ServiceAccount
  readonly onClose: () => void
}

/** Gives the account a role somewhere, first of all in its own group. */
export function AddRoleDialog({ account, onClose }: AddRoleDialogProps) {
  const { t } = useTranslation(['accounts', 'common'])
  const { client, toasts } = useServices()
  const refresh = useRefresh()
  const action = useAction()
  const [namespace, setNamespace] = useState<string | null>(account.groupPath || null)
  const [role, setRole] = useState<string>()

  const add = () =>
    void action.run(async () => {
      if (namespace === null || role === undefined) return
      const added = await client.members.create({ namespace, principal: account.id, role })
      await refresh()
      toasts.getState().succeed(
        t('memberships.added', {
          account: account.path,
          role: added.roleName,
          namespace: added.namespacePath || t('common:root'),
        }),
      )
      onClose()
    })

  return (
    <FormDialog
      title={t('memberships.addTitle', { account: account.name })}
      submitLabel={t('memberships.add')}
      wide
      busy={action.busy}
      disabled={namespace === null || role === undefined}
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
      onClose={onClose}
    >
      {action.problem && <ProblemAlert problem={action.problem} fields={action.problem.fields} />}
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
