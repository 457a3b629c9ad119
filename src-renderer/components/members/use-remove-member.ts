import { useTranslation } from 'react-i18next'
import type { Member } from '#contract/members.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useRefresh } from '#renderer/lib/use-refresh.ts'

/** Takes a role away at once; for a while it can be given back. */
export function useRemoveMember() {
  const { t } = useTranslation('groups')
  const { client, toasts } = useServices()
  const refresh = useRefresh()

  return async ({ id, principal, namespacePath, roleId, roleName }: Member): Promise<void> => {
    const undo = async () => {
      await client.members.create({
        ...{ namespace: namespacePath, principal: principal.id, role: roleId },
      })
      await refresh()
    }
    try {
      await client.members.delete({ member: id })
      const text = t('members.remove.done', { name: principal.name, role: roleName })
      toasts.getState().show({ text, undo })
      await refresh()
    } catch (error) {
      toasts.getState().fail(toProblem(error))
    }
  }
}
