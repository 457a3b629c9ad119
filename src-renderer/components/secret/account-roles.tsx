import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'

const SHOWN = 5

/** What an account may do, in one line: its roles and where it holds them. */
export function AccountRoles({ account }: { account: string }) {
  const { t } = useTranslation(['accounts', 'common'])
  const { queries } = useServices()
  const members = useQuery(
    queries.members.list.queryOptions({ input: { principal: account, limit: SHOWN } }),
  )

  if (members.error) return <>{toProblem(members.error).title}</>
  if (!members.data) return <>…</>
  if (members.data.items.length === 0) return <>{t('secret.mayDoNothing')}</>
  const roles = members.data.items.map(({ roleName, namespacePath }) =>
    t('secret.roleIn', { role: roleName, namespace: namespacePath || t('common:root') }),
  )
  return <>{[...roles, ...(members.data.nextCursor ? ['…'] : [])].join(', ')}</>
}
