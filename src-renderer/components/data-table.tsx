import Box from '@mui/material/Box'
import {
  DataGrid,
  type DataGridProps,
  type GridColDef,
  type GridValidRowModel,
} from '@mui/x-data-grid'
import type { ReactNode } from 'react'
import { readCspNonce } from '#renderer/lib/csp-nonce.ts'

export interface DataTableProps<Row extends GridValidRowModel> {
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: readonly GridColDef<Row>[]
  readonly loading: boolean
  readonly empty: ReactNode
  readonly onOpen?: (row: Row) => void
  readonly rowHeight?: number
}

/** One page of a list as a grid; search and paging belong to whoever shows it. */
export function DataTable<Row extends GridValidRowModel>(props: DataTableProps<Row>) {
  const { rows, loading, onOpen } = props
  if (!loading && rows.length === 0) return props.empty

  const nonce = readCspNonce(document)
  const opening: Partial<DataGridProps<Row>> = onOpen
    ? {
        onRowClick: ({ row }) => onOpen(row),
        onCellKeyDown: ({ row }, event) => event.key === 'Enter' && onOpen(row),
      }
    : {}

  return (
    <Box sx={{ minWidth: 0, display: 'flex', flexDirection: 'column' }}>
      <DataGrid<Row>
        {...(nonce && { nonce })}
        {...opening}
        aria-label={props.label}
        rows={rows}
        columns={props.columns}
        loading={loading}
        slotProps={{ loadingOverlay: { variant: 'skeleton', noRowsVariant: 'skeleton' } }}
        rowHeight={props.rowHeight ?? 46}
        columnHeaderHeight={36}
        disableColumnMenu
        disableColumnSorting
        disableColumnResize
        disableRowSelectionOnClick
        hideFooter
        sx={{ ...gridLook, ...(onOpen && { '& .MuiDataGrid-row': { cursor: 'pointer' } }) }}
      />
    </Box>
  )
}

const gridLook = {
  border: 1,
  borderColor: 'divider',
  borderRadius: '10px',
  fontSize: '0.8125rem',
  minHeight: 130,
  '--DataGrid-rowBorderColor': 'var(--dw-palette-divider)',
  '--DataGrid-t-color-background-base': 'var(--dw-palette-background-default)',
  '--DataGrid-t-header-background-base': 'var(--dw-palette-background-nav)',
  '& .MuiDataGrid-columnHeaderTitle': {
    fontSize: '0.75rem',
    fontWeight: 500,
    color: 'text.secondary',
  },
  '& .MuiDataGrid-columnSeparator': { display: 'none' },
  '& .MuiDataGrid-cell': { display: 'flex', alignItems: 'center', minWidth: 0 },
  '& .MuiDataGrid-cell:focus-visible, & .MuiDataGrid-columnHeader:focus-visible': {
    outlineOffset: '-2px',
  },
}
