import Box from '@mui/material/Box'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import { useTranslation } from 'react-i18next'
import type { Member } from '#contract/members.ts'
import { MemberRow } from './member-row.tsx'

export interface MemberTableProps {
  readonly members: readonly Member[]
  /** Where they are looked at from. */
  readonly namespace: string
}

export function MemberTable({ members, namespace }: MemberTableProps) {
  const { t } = useTranslation(['groups', 'common'])

  return (
    <Box sx={{ border: 1, borderColor: 'divider', borderRadius: '10px', overflow: 'hidden' }}>
      <Table aria-label={t('members.title')} sx={tableLook}>
        <TableHead>
          <TableRow>
            <TableCell sx={{ width: 44, pr: 0 }} aria-label={t('members.inEffect')} />
            <TableCell sx={{ width: '36%' }}>{t('common:member')}</TableCell>
            <TableCell>{t('common:role')}</TableCell>
            <TableCell>{t('source.title')}</TableCell>
            <TableCell sx={{ width: 56 }} aria-label={t('common:actions')} />
          </TableRow>
        </TableHead>
        <TableBody>
          {members.map((member) => (
            <MemberRow key={member.id} member={member} namespace={namespace} />
          ))}
        </TableBody>
      </Table>
    </Box>
  )
}

const tableLook = {
  tableLayout: 'fixed',
  '& td a': { whiteSpace: 'normal', overflowWrap: 'anywhere' },
}
