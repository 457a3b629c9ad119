import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Permission } from '#contract/permissions.ts'
import { namePermission } from '#renderer/components/permissions/group-permissions.ts'
import { useServices } from '#renderer/lib/services.tsx'

export interface RoleChangeProps {
  readonly before: readonly Permission[]
  /** As chosen by hand; what that implies counts too. */
  readonly chosen: readonly Permission[]
}

/** What whoever holds a role gains and loses when it is saved. */
export function RoleChange({ before, chosen }: RoleChangeProps) {
  const { t } = useTranslation('access')
  const { queries } = useServices()
  const known = useQuery(queries.permissions.queryOptions())
  const implied = (known.data?.items ?? [])
    .filter(({ permission }) => chosen.includes(permission))
    .flatMap((each) => each.implies)
  const after = new Set([...chosen, ...implied])
  const gained = [...after].filter((permission) => !before.includes(permission))
  const lost = before.filter((permission) => !after.has(permission))
  const say = (some: readonly Permission[]) => some.map(namePermission).join(', ')

  return (
    <>
      {gained.length > 0 && <Box>{t('roles.form.gains', { permissions: say(gained) })}</Box>}
      {lost.length > 0 && <Box>{t('roles.form.loses', { permissions: say(lost) })}</Box>}
    </>
  )
}
