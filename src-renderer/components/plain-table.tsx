import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableContainer from '@mui/material/TableContainer'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import type { ReactNode } from 'react'

export interface PlainTableProps {
  readonly label: string
  readonly head: readonly string[]
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[]
}

/** A short table that is shown whole: nothing in it is searched, sorted or paged. */
export function PlainTable({ label, head, rows }: PlainTableProps) {
  return (
    <TableContainer
      // Scrolls sideways by the keyboard too, where it is too wide.
      tabIndex={0}
      sx={{ border: 1, borderColor: 'divider', borderRadius: '10px' }}
    >
      <Table aria-label={label}>
        <TableHead>
          <TableRow>
            {head.map((name) => (
              <TableCell key={name}>{name}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map(({ key, cells }) => (
            <TableRow key={key}>
              {head.map((name, index) => (
                <TableCell key={name} sx={{ overflowWrap: 'anywhere', py: 0.5 }}>
                  {cells[index]}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  )
}
