import CheckRounded from '@mui/icons-material/CheckRounded'
import CloseRounded from '@mui/icons-material/CloseRounded'
import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import { permissions as everyPermission, type Permission } from '#contract/permissions.ts'
import {
  groupPermissions,
  nameAction,
  nameResource,
} from '#renderer/components/permissions/group-permissions.ts'

/** What somebody with these permissions can do, and what they cannot. */
export function PermissionSummary({ permissions }: { permissions: readonly Permission[] }) {
  const { t } = useTranslation(['groups', 'access'])
  const lacking = everyPermission.filter((permission) => !permissions.includes(permission))

  return (
    <Box
      sx={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))', gap: 2 }}
    >
      <Side
        title={t('members.can')}
        permissions={permissions}
        icon={<CheckRounded color="success" />}
      />
      <Side
        title={t('members.cannot')}
        permissions={lacking}
        icon={<CloseRounded color="disabled" />}
      />
    </Box>
  )
}

interface SideProps {
  readonly title: string
  readonly permissions: readonly Permission[]
  readonly icon: React.ReactNode
}

function Side({ title, permissions, icon }: SideProps) {
  const { t } = useTranslation('groups')

  return (
    <Box sx={{ minWidth: 0 }}>
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 0.5,
          fontWeight: 500,
          '& svg': { fontSize: 16 },
        }}
      >
        {icon}
        {title}
      </Box>
      {permissions.length === 0 && t('members.nothing')}
      <Box component="ul" sx={{ m: 0, pl: 2.5, color: 'text.secondary', fontSize: '0.75rem' }}>
        {groupPermissions(permissions).map(({ resource, permissions: some }) => (
          <li key={resource}>
            {nameResource(resource)}: {some.map(nameAction).join(', ')}
          </li>
        ))}
      </Box>
    </Box>
  )
}
