import GroupsOutlined from '@mui/icons-material/GroupsOutlined'
import PersonOutlineRounded from '@mui/icons-material/PersonOutlineRounded'
import SmartToyOutlined from '@mui/icons-material/SmartToyOutlined'
import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import { useTranslation } from 'react-i18next'
import { Link as RouterLink } from 'react-router'
import type { PrincipalKind, PrincipalView } from '#contract/common.ts'
import { toPrincipalRoute } from '#renderer/lib/paths.ts'

const icons = {
  user: PersonOutlineRounded,
  team: GroupsOutlined,
  service_account: SmartToyOutlined,
} as const satisfies Record<PrincipalKind, unknown>

/** A person, team or service account with its kind, and the way to its page. */
export function PrincipalLink({ principal }: { principal: PrincipalView }) {
  const { t } = useTranslation('groups')
  const { kind, name } = principal
  const Icon = icons[kind]

  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minWidth: 0 }}>
      <Icon
        titleAccess={t(`members.kinds.${kind}`)}
        sx={{ fontSize: 17, color: 'text.secondary' }}
      />
      <Link
        component={RouterLink}
        to={toPrincipalRoute(principal)}
        color="inherit"
        sx={{ fontWeight: 500, lineHeight: '24px', minWidth: 0, overflowWrap: 'anywhere' }}
      >
        {name}
      </Link>
    </Box>
  )
}
