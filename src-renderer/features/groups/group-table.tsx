import FolderOutlined from '@mui/icons-material/FolderOutlined'
import Box from '@mui/material/Box'
import MuiLink from '@mui/material/Link'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { Group } from '#contract/groups.ts'
import { Moment } from '#renderer/components/moment.tsx'
import { toGroupRoute } from '#renderer/lib/paths.ts'

export function GroupTable({ groups }: { groups: readonly Group[] }) {
  const { t } = useTranslation('groups')

  return (
    <Box sx={{ border: 1, borderColor: 'divider', borderRadius: '10px', overflow: 'hidden' }}>
      <Table aria-label={t('title')} sx={{ tableLayout: 'fixed' }}>
        <TableHead>
          <TableRow>
            <TableCell sx={{ width: '27%' }}>{t('columns.name')}</TableCell>
            <TableCell>{t('columns.description')}</TableCell>
            <TableCell align="right" sx={{ width: 72 }}>
              {t('columns.groups')}
            </TableCell>
            <TableCell align="right" sx={{ width: 124 }}>
              {t('columns.serviceAccounts')}
            </TableCell>
            <TableCell sx={{ width: 136, pl: 3 }}>{t('columns.created')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {groups.map((group) => (
            <GroupRow key={group.id} group={group} />
          ))}
        </TableBody>
      </Table>
    </Box>
  )
}

function GroupRow({ group }: { group: Group }) {
  const navigate = useNavigate()
  const route = toGroupRoute(group.path)

  return (
    <TableRow hover onClick={() => void navigate(route)} sx={{ cursor: 'pointer' }}>
      <TableCell>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minWidth: 0 }}>
          <FolderOutlined sx={{ fontSize: 17, color: 'text.secondary' }} />
          <MuiLink
            component={Link}
            to={route}
            color="inherit"
            title={group.path}
            onClick={(event) => event.stopPropagation()}
            sx={{
              fontWeight: 500,
              overflow: 'hidden',
              textOverflow: 'ellipsis',
              lineHeight: '24px',
            }}
          >
            {group.name}
          </MuiLink>
        </Box>
      </TableCell>
      <TableCell
        title={group.description}
        sx={{
          color: 'text.secondary',
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: 'nowrap',
        }}
      >
        {group.description}
      </TableCell>
      <TableCell align="right">{group.groupCount}</TableCell>
      <TableCell align="right">{group.serviceAccountCount}</TableCell>
      <TableCell sx={{ pl: 3, whiteSpace: 'nowrap' }}>
        <Moment at={group.createdAt} />
      </TableCell>
    </TableRow>
  )
}
