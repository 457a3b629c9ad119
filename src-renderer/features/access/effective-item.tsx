import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { EffectiveAccess, GrantView } from '#contract/access.ts'
import { NamespaceName, PrincipalLink } from '#renderer/components/access-links.tsx'
import { Disclosure } from '#renderer/components/disclosure.tsx'
import { PermissionList } from '#renderer/components/permissions/permission-list.tsx'

export interface EffectiveItemProps {
  readonly by: 'reach' | 'here'
  readonly item: EffectiveAccess
}

/** One principal in one place: how much it may do, by which roles, and all of it on demand. */
export function EffectiveItem({ by, item }: EffectiveItemProps) {
  const { t } = useTranslation('access')
  const { permissions, losing } = item
  const grants = [...new Map(permissions.map(({ path }) => [path.member, path])).values()]
  const say = (grant: GrantView) => {
    const { role, principal } = grant
    const where = grant.namespace === '' ? t('theInstallation') : grant.namespace
    return principal.id === item.principal.id
      ? t('check.role', { role, where })
      : t('check.roleOf', { role, where, holder: principal.name })
  }

  return (
    <Box sx={look}>
      <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
        {by === 'here' ? (
          <PrincipalLink principal={item.principal} />
        ) : (
          <NamespaceName path={item.namespace} />
        )}
      </Box>
      <Box sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
        {t('check.count', { count: permissions.length })}
        {grants.length > 0 && ` ${t('check.through', { roles: grants.map(say).join(', ') })}`}
      </Box>
      {permissions.length > 0 && (
        <Disclosure title={t('roles.permissions')}>
          <PermissionList permissions={permissions.map(({ permission }) => permission)} />
        </Disclosure>
      )}
      {losing.length > 0 && (
        <Disclosure title={t('check.lost')}>
          {losing.map((grant) => (
            <Box key={grant.member} sx={{ overflowWrap: 'anywhere' }}>
              {say(grant)}: {t(`check.effects.${grant.reason}`)}
            </Box>
          ))}
        </Disclosure>
      )}
    </Box>
  )
}

const look = {
  border: 1,
  borderColor: 'divider',
  borderRadius: '10px',
  p: '12px 20px',
  mb: 1.5,
  fontSize: '0.8125rem',
}
