import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { Permission } from '#contract/permissions.ts'
import { Facts } from '#renderer/components/facts.tsx'
import { groupPermissions, nameAction, nameResource } from './group-permissions.ts'

/** Permissions by what they are about, one line each. */
export function PermissionList({ permissions }: { permissions: readonly Permission[] }) {
  useTranslation('access')

  return (
    <Facts
      facts={groupPermissions(permissions).map(({ resource, permissions: some }) => ({
        term: nameResource(resource),
        value: some.map((permission, index) => (
          <Box component="span" key={permission} title={permission}>
            {index > 0 && ', '}
            {nameAction(permission)}
          </Box>
        )),
      }))}
    />
  )
}
