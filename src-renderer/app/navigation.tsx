import DnsOutlined from '@mui/icons-material/DnsOutlined'
import FolderOutlined from '@mui/icons-material/FolderOutlined'
import HistoryRounded from '@mui/icons-material/HistoryRounded'
import SettingsOutlined from '@mui/icons-material/SettingsOutlined'
import SmartToyOutlined from '@mui/icons-material/SmartToyOutlined'
import Box from '@mui/material/Box'
import {
  attemptsRoute,
  issuersRoute,
  serviceAccountsRoute,
  settingsRoute,
} from '#renderer/lib/paths.ts'
import { GroupBranch } from './group-branch.tsx'
import { NavRow } from './nav-row.tsx'

/** Groups with what is below them; then what belongs to the whole installation. */
export function Navigation() {
  return (
    <Box sx={{ height: '100%', overflowY: 'auto', overflowX: 'hidden', p: '12px 8px' }}>
      <Box component="ul" sx={listLook}>
        <li>
          <NavRow to="/" end icon={<FolderOutlined />} label="Groups" />
          <GroupBranch parent="" depth={1} />
        </li>
        <li>
          <NavRow
            to={serviceAccountsRoute}
            end
            icon={<SmartToyOutlined />}
            label="Service accounts"
          />
        </li>
        <li>
          <NavRow to={attemptsRoute} icon={<HistoryRounded />} label="Attempts" />
        </li>
        <li>
          <NavRow to={issuersRoute} icon={<DnsOutlined />} label="Issuers" />
        </li>
        <li>
          <NavRow to={settingsRoute} icon={<SettingsOutlined />} label="Settings" />
        </li>
      </Box>
    </Box>
  )
}

const listLook = {
  m: 0,
  p: 0,
  listStyle: 'none',
  display: 'flex',
  flexDirection: 'column',
  gap: '1px',
}
