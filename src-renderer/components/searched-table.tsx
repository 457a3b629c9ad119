import Box from '@mui/material/Box'
import type { GridColDef, GridValidRowModel } from '@mui/x-data-grid'
import type { ReactNode } from 'react'
import type { Page } from '#contract/common.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import type { CursorPages } from '#renderer/lib/use-cursor-pages.ts'
import { DataTable } from './data-table.tsx'
import { PageBar } from './page-bar.tsx'
import { ProblemAlert } from './problem-alert.tsx'
import { SearchField } from './search-field.tsx'
import { Toolbar, ToolbarSkeleton } from './toolbar.tsx'

export interface SearchedTableProps<Row extends GridValidRowModel> {
  readonly label: string
  readonly searchLabel: string
  readonly search: { readonly text: string; readonly setText: (text: string) => void }
  readonly isSearched: boolean
  /** Something is chosen to look for, so an empty answer does not mean that there is nothing. */
  readonly isFiltered?: boolean
  readonly list: {
    readonly data: Page<Row> | undefined
    readonly error: unknown
    readonly isPending: boolean
    readonly refetch: () => unknown
  }
  readonly pages: CursorPages
  readonly columns: readonly GridColDef<Row>[]
  readonly rowHeight?: number
  readonly filters?: ReactNode
  readonly action?: ReactNode
  readonly empty: ReactNode
  readonly nothingFound: ReactNode
  readonly onOpen?: (row: Row) => void
}

/** A list that the server searches, filters and pages, with everything that stands around it. */
export function SearchedTable<Row extends GridValidRowModel>(props: SearchedTableProps<Row>) {
  const { list, search, pages, onOpen, rowHeight } = props
  const isNarrowed = props.isSearched || props.isFiltered === true
  const hasSome = (list.data?.items.length ?? 0) > 0

  return (
    <>
      {(hasSome || isNarrowed) && (
        <>
          <Toolbar>
            <SearchField label={props.searchLabel} text={search.text} onChange={search.setText} />
            {props.action}
          </Toolbar>
          {props.filters && <Box sx={filtersLook}>{props.filters}</Box>}
        </>
      )}
      {list.isPending && !isNarrowed && (
        <ToolbarSkeleton withFilters={props.filters !== undefined} />
      )}
      {Boolean(list.error) && (
        <ProblemAlert problem={toProblem(list.error)} onRetry={() => void list.refetch()} />
      )}
      {!(list.error && !list.data) && (
        <DataTable<Row>
          label={props.label}
          rows={list.data?.items ?? []}
          columns={props.columns}
          loading={list.isPending}
          empty={isNarrowed ? props.nothingFound : props.empty}
          {...(rowHeight && { rowHeight })}
          {...(onOpen && { onOpen })}
        />
      )}
      <PageBar pages={pages} nextCursor={list.data?.nextCursor} />
    </>
  )
}

const filtersLook = {
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(160px, 1fr))',
  gap: 1,
  mb: 1.5,
}
