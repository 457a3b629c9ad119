import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { useServices } from '#renderer/lib/services.tsx'

const SHOWN = 5

/** What goes with an account when it is deleted. */
export function AccountLosses({ account }: { account: ServiceAccount }) {
  const { t } = useTranslation('accounts')
  const titleId = useId()
  const losses = [...useOwnLosses(account), ...useTokenLosses(account), ...useRoleLosses(account)]
  if (losses.length === 0) return null

  return (
    <div>
      <Typography id={titleId} variant="subtitle2" component="h3">
        {t('delete.goes')}
      </Typography>
      <Box component="ul" aria-labelledby={titleId} sx={{ m: 0, pl: 2.5, fontSize: '0.875rem' }}>
        {losses.map((loss) => (
          <li key={loss}>{loss}</li>
        ))}
      </Box>
    </div>
  )
}

function useOwnLosses({ clientCredentials, publicKeys, trustPolicies }: ServiceAccount) {
  const { t } = useTranslation('accounts')
  const { secrets } = clientCredentials

  return [
    ...(secrets.length > 0 ? [t('delete.secrets', { count: secrets.length })] : []),
    ...(publicKeys.length > 0 ? [t('delete.keys', { count: publicKeys.length })] : []),
    ...(trustPolicies.length > 0 ? [t('delete.policies', { count: trustPolicies.length })] : []),
  ]
}

function useTokenLosses({ id }: ServiceAccount): readonly string[] {
  const { t } = useTranslation('accounts')
  const { queries } = useServices()
  const { data } = useQuery(
    queries.tokens.list.queryOptions({ input: { account: id, limit: 100 } }),
  )
  const count = data?.items.length ?? 0

  if (count === 0) return []
  return [t(data?.nextCursor ? 'delete.tokensMore' : 'delete.tokens', { count })]
}

function useRoleLosses({ id }: ServiceAccount): readonly string[] {
  const { t } = useTranslation(['accounts', 'common'])
  const { queries } = useServices()
  const { data } = useQuery(
    queries.members.list.queryOptions({ input: { principal: id, limit: SHOWN } }),
  )
  const roles = (data?.items ?? []).map(({ roleName, namespacePath }) =>
    t('delete.role', { role: roleName, namespace: namespacePath || t('common:root') }),
  )
  return data?.nextCursor ? [...roles, t('delete.rolesMore')] : roles
}
