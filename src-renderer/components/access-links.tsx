import MuiLink from '@mui/material/Link'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { PrincipalView } from '#contract/common.ts'
import { toPrincipalRoute, toRoleRoute } from '#renderer/lib/paths.ts'

export function RoleLink({ name }: { name: string }) {
  return (
    <MuiLink component={Link} to={toRoleRoute(name)}>
      {name}
    </MuiLink>
  )
}

export function PrincipalLink({ principal }: { principal: PrincipalView }) {
  return (
    <MuiLink component={Link} to={toPrincipalRoute(principal)}>
      {principal.name}
    </MuiLink>
  )
}

/** A group or workspace by its path; the empty path is the installation. */
export function NamespaceName({ path }: { path: string }) {
  const { t } = useTranslation('access')
  if (path === '') return t('wholeInstallation')
  return <code>{path}</code>
}
