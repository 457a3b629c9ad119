import Box from '@mui/material/Box'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import type { ClaimKind, ClaimRow } from './claim-row.ts'

const kindNames = {
  text: 'Text',
  number: 'Number',
  boolean: 'True/false',
  rule: 'Rule',
} satisfies Record<ClaimKind, string>

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
            <TableCell sx={{ width: 110 }}>Type</TableCell>
            <TableCell>Must be</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map(({ claim, kind, value }) => (
            <TableRow key={claim}>
              <TableCell sx={{ overflowWrap: 'anywhere' }}>
                <code>{claim}</code>
              </TableCell>
              <TableCell sx={{ color: 'text.secondary' }}>{kindNames[kind]}</TableCell>
              <TableCell sx={{ overflowWrap: 'anywhere' }}>
                <code>{value}</code>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  )
}
