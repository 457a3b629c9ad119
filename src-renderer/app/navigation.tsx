import BadgeOutlined from '@mui/icons-material/BadgeOutlined'
import DnsOutlined from '@mui/icons-material/DnsOutlined'
import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined'
import FolderOutlined from '@mui/icons-material/FolderOutlined'
import GroupsOutlined from '@mui/icons-material/GroupsOutlined'
import HistoryRounded from '@mui/icons-material/HistoryRounded'
import HomeOutlined from '@mui/icons-material/HomeOutlined'
import PersonOutlined from '@mui/icons-material/PersonOutlined'
import RuleRounded from '@mui/icons-material/RuleRounded'
import SettingsOutlined from '@mui/icons-material/SettingsOutlined'
import SmartToyOutlined from '@mui/icons-material/SmartToyOutlined'
import StorageRounded from '@mui/icons-material/StorageRounded'
import TokenOutlined from '@mui/icons-material/TokenOutlined'
import Box from '@mui/material/Box'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import {
  accessRoute,
  attemptsRoute,
  auditRoute,
  groupsRoute,
  homeRoute,
  issuersRoute,
  rolesRoute,
  serverRoute,
  serviceAccountsRoute,
  settingsRoute,
  teamsRoute,
  tokensRoute,
  usersRoute,
} from '#renderer/lib/paths.ts'
import { GroupBranch } from './group-branch.tsx'
import { NavRow } from './nav-row.tsx'

/** Groups with what is below them; then trust, access, and what belongs to the whole installation. */
export function Navigation() {
  const { t } = useTranslation('frame')

  return (
    <Box sx={wholeLook}>
      <Box component="ul" sx={{ display: 'contents' }}>
        <li>
          <NavRow to={homeRoute} end icon={<HomeOutlined />} label={t('home')} />
        </li>
        <Box component="li" sx={{ display: 'contents' }}>
          <NavRow to={groupsRoute} end icon={<FolderOutlined />} label={t('groups')} />
          <GroupBranch parent="" depth={1} />
        </Box>
        <li>
          <NavRow
            to={serviceAccountsRoute}
            end
            icon={<SmartToyOutlined />}
            label={t('serviceAccounts')}
          />
        </li>
        <li>
          <NavRow to={tokensRoute} icon={<TokenOutlined />} label={t('tokens')} />
        </li>
      </Box>
      <Part title={t('trust')}>
        <li>
          <NavRow to={issuersRoute} icon={<DnsOutlined />} label={t('issuers')} />
        </li>
        <li>
          <NavRow to={attemptsRoute} icon={<HistoryRounded />} label={t('attempts')} />
        </li>
      </Part>
      <Part title={t('access')}>
        <li>
          <NavRow to={accessRoute} icon={<RuleRounded />} label={t('checkAccess')} />
        </li>
        <li>
          <NavRow to={rolesRoute} icon={<BadgeOutlined />} label={t('roles')} />
        </li>
        <li>
          <NavRow to={usersRoute} icon={<PersonOutlined />} label={t('users')} />
        </li>
        <li>
          <NavRow to={teamsRoute} icon={<GroupsOutlined />} label={t('teams')} />
        </li>
      </Part>
      <Part title={t('installation')}>
        <li>
          <NavRow to={serverRoute} icon={<StorageRounded />} label={t('server')} />
        </li>
        <li>
          <NavRow to={auditRoute} icon={<FactCheckOutlined />} label={t('audit')} />
        </li>
        <li>
          <NavRow to={settingsRoute} icon={<SettingsOutlined />} label={t('settings')} />
        </li>
      </Part>
    </Box>
  )
}

/** Places that belong together, under a quiet title. */
function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()

  return (
    <>
      <Box id={id} sx={titleLook}>
        {title}
      </Box>
      <Box component="ul" aria-labelledby={id} sx={listLook}>
        {children}
      </Box>
    </>
  )
}

/** The groups give way and scroll by themselves, so that what comes after them stays in sight. */
const wholeLook = {
  height: '100%',
  overflowY: 'auto',
  overflowX: 'hidden',
  p: '12px 8px',
  display: 'flex',
  flexDirection: 'column',
  gap: '1px',
  '& > *, & > ul > li, & > ul > li > *': { flexShrink: 0 },
}

const titleLook = {
  overflow: 'hidden',
  // A line takes the place of the words where only icons fit.
  height: { xs: '1px', md: 'auto' },
  bgcolor: { xs: 'divider', md: 'transparent' },
  mt: 2,
  mb: 0.5,
  pl: 1,
  fontSize: '0.6875rem',
  fontWeight: 600,
  letterSpacing: '0.04em',
  color: 'text.secondary',
}

const listLook = {
  m: 0,
  p: 0,
  listStyle: 'none',
  display: 'flex',
  flexDirection: 'column',
  gap: '1px',
}
