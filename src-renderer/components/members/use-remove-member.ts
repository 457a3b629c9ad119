import { useTranslation } from 'react-i18next'
import type { Member } from '#contract/members.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useChangeAtOnce } from '#renderer/lib/use-change-at-once.ts'

/** Takes a role away at once; for a while it can be given back. */
export function useRemoveMember() {
  const { t } = useTranslation('groups')
  const { client } = useServices()
  const atOnce = useChangeAtOnce()

  return ({ id, principal, namespacePath, roleId, roleName }: Member): Promise<void> =>
    atOnce(async () => {
      await client.members.delete({ member: id })
      const given = { namespace: namespacePath, principal: principal.id, role: roleId }
      return {
        text: t('members.remove.done', { name: principal.name, role: roleName }),
        undo: () => client.members.create(given),
      }
    })
}
