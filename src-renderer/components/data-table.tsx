import Box from '@mui/material/Box'
import {
  DataGrid,
  type DataGridProps,
  GRID_CHECKBOX_SELECTION_COL_DEF,
  type GridColDef,
  type GridRowId,
  type GridValidRowModel,
} from '@mui/x-data-grid'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { readCspNonce } from '#renderer/lib/csp-nonce.ts'
import type { Density } from '#renderer/lib/preferences.ts'
import { useServices } from '#renderer/lib/services.tsx'

export interface DataTableProps<Row extends GridValidRowModel> {
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: readonly GridColDef<Row>[]
  readonly loading: boolean
  readonly empty: ReactNode
  readonly onOpen?: (row: Row) => void
  readonly rowHeight?: number
  readonly selection?: TableSelection
  readonly sort?: TableSort
}

/** Which rows are chosen; those of other pages stay so. */
export interface TableSelection {
  readonly ids: ReadonlySet<GridRowId>
  readonly onChange: (ids: ReadonlySet<GridRowId>) => void
}

/** What the server orders the list by: a field of a column, with a minus when turned around. */
export interface TableSort {
  readonly by: readonly string[]
  readonly value: string
  readonly onChange: (value: string) => void
}

/** One page of a list as a grid; search and paging belong to whoever shows it. */
export function DataTable<Row extends GridValidRowModel>(props: DataTableProps<Row>) {
  const { rows, loading, onOpen, columns, sort } = props
  const localeText = useGridWords()
  const density = useStore(useServices().preferences, (state) => state.density)
  const sortable = useMemo(
    () => columns.map((each) => ({ ...each, sortable: sort?.by.includes(each.field) ?? false })),
    [columns, sort],
  )
  if (!loading && rows.length === 0) return props.empty

  const nonce = readCspNonce(document)
  const opening: Partial<DataGridProps<Row>> = onOpen
    ? {
        onRowClick: ({ row }) => onOpen(row),
        onCellKeyDown: ({ row, field }, event) =>
          event.key === 'Enter' && field !== CHECKBOX && onOpen(row),
      }
    : {}

  return (
    <Box sx={{ minWidth: 0, display: 'flex', flexDirection: 'column' }}>
      <DataGrid<Row>
        {...(nonce && { nonce })}
        {...opening}
        {...toSelecting(props.selection)}
        {...toSorting(sort)}
        localeText={localeText}
        aria-label={props.label}
        rows={rows}
        columns={sortable}
        loading={loading}
        slotProps={{ loadingOverlay: { variant: 'skeleton', noRowsVariant: 'skeleton' } }}
        rowHeight={props.rowHeight ?? rowHeights[density]}
        columnHeaderHeight={36}
        disableColumnMenu
        disableColumnResize
        disableRowSelectionOnClick
        hideFooter
        sx={{
          ...gridLook,
          ...(loading && { minHeight: SKELETON_HEIGHT }),
          ...(onOpen && { '& .MuiDataGrid-row': { cursor: 'pointer' } }),
        }}
      />
    </Box>
  )
}

const rowHeights = { comfortable: 46, compact: 36 } as const satisfies Record<Density, number>

const CHECKBOX = GRID_CHECKBOX_SELECTION_COL_DEF.field

function toSelecting(selection: TableSelection | undefined): Partial<DataGridProps> {
  if (!selection) return {}
  return {
    checkboxSelection: true,
    keepNonExistentRowsSelected: true,
    disableRowSelectionExcludeModel: true,
    rowSelectionModel: { type: 'include', ids: new Set(selection.ids) },
    onRowSelectionModelChange: ({ ids }) => selection.onChange(ids),
  }
}

function toSorting(sort: TableSort | undefined): Partial<DataGridProps> {
  if (!sort) return {}
  const field = sort.value.replace(/^-/, '')
  return {
    sortingMode: 'server',
    sortingOrder: ['asc', 'desc'],
    sortModel: [{ field, sort: sort.value === field ? 'asc' : 'desc' }],
    onSortModelChange: ([chosen]) =>
      chosen && sort.onChange(chosen.sort === 'desc' ? `-${chosen.field}` : chosen.field),
  }
}

function useGridWords(): NonNullable<DataGridProps['localeText']> {
  const { t } = useTranslation('groups')
  return {
    noRowsLabel: t('table.noRows'),
    columnHeaderSortIconLabel: t('table.sort'),
    checkboxSelectionHeaderName: t('table.selection'),
    checkboxSelectionSelectAllRows: t('table.selectAll'),
    checkboxSelectionUnselectAllRows: t('table.unselectAll'),
    checkboxSelectionSelectRow: t('table.selectRow'),
    checkboxSelectionUnselectRow: t('table.unselectRow'),
  }
}

/** Room for a few lines that are still loading. */
const SKELETON_HEIGHT = 130

const gridLook = {
  border: 1,
  borderColor: 'divider',
  borderRadius: '10px',
  fontSize: '0.8125rem',
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
