import Box from '@mui/material/Box'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import { type ClaimRow, claimKinds } from './claim-row.ts'

export function ClaimsTable({ rows }: { rows: readonly ClaimRow[] }) {
  return (
    <Box sx={{ border: 1, borderColor: 'divider', borderRadius: '8px', overflow: 'hidden' }}>
      <Table
        aria-label="Bound claims"
        sx={{ tableLayout: 'fixed', '& td': { height: 36, py: 0.5 } }}
      >
        <TableHead>
          <TableRow>
            <TableCell sx={{ width: '38%' }}>Claim</TableCell>
            <TableCell sx={{ width: 130 }}>Comparison</TableCell>
            <TableCell>Value</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map(({ claim, kind, value }) => (
            <TableRow key={claim}>
              <TableCell sx={{ overflowWrap: 'anywhere' }}>
                <code>{claim}</code>
              </TableCell>
              <TableCell sx={{ color: 'text.secondary' }}>
                {claimKinds.find((one) => one.value === kind)?.label}
              </TableCell>
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
