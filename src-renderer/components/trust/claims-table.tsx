import Box from '@mui/material/Box'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import { useTranslation } from 'react-i18next'
import type { ClaimRow } from './claim-row.ts'

export function ClaimsTable({ rows }: { rows: readonly ClaimRow[] }) {
  const { t } = useTranslation('trust')
  return (
    <Box sx={{ border: 1, borderColor: 'divider', borderRadius: '8px', overflow: 'hidden' }}>
      <Table
        aria-label={t('claims.title')}
        sx={{ tableLayout: 'fixed', '& td': { height: 36, py: 0.5 } }}
      >
        <TableHead>
          <TableRow>
            <TableCell sx={{ width: '38%' }}>{t('claims.claim')}</TableCell>
            <TableCell sx={{ width: 130 }}>{t('claims.comparison')}</TableCell>
            <TableCell>{t('claims.value')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map(({ claim, kind, value }) => (
            <TableRow key={claim}>
              <TableCell sx={{ overflowWrap: 'anywhere' }}>
                <code>{claim}</code>
              </TableCell>
              <TableCell sx={{ color: 'text.secondary' }}>{t(`claims.kinds.${kind}`)}</TableCell>
              <TableCell sx={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>
                <code>{value}</code>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  )
}
