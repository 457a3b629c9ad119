import Box from '@mui/material/Box'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import type { ReactNode } from 'react'

export interface PlainTableProps {
  readonly label: string
  readonly columns: readonly {
    readonly title: string
    readonly width?: number
    /** Only told to those who cannot see the column. */
    readonly hidden?: boolean
  }[]
  /** Its rows. */
  readonly children: ReactNode
}

/** A short table that is all there at once; where there is little room it scrolls by itself. */
export function PlainTable({ label, columns, children }: PlainTableProps) {
  return (
    <Box
      sx={tableLook}
      // The keyboard must be able to scroll it.
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <Table aria-label={label} sx={{ tableLayout: 'fixed', minWidth: 600 }}>
        <TableHead>
          <TableRow>
            {columns.map(({ title, width, hidden }) => (
              <TableCell key={title} {...(width && { sx: { width } })}>
                {hidden ? <Box sx={unseen}>{title}</Box> : title}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody sx={{ '& td': { py: 0.5 } }}>{children}</TableBody>
      </Table>
    </Box>
  )
}

const tableLook = {
  border: 1,
  borderColor: 'divider',
  borderRadius: '8px',
  overflowX: 'auto',
  // Else what is only told would widen the page by where it stands in the table.
  position: 'relative',
}

const unseen = {
  position: 'absolute',
  width: '1px',
  height: '1px',
  overflow: 'hidden',
  clipPath: 'inset(50%)',
}
