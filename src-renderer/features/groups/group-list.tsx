import FolderOutlined from '@mui/icons-material/FolderOutlined'
import Box from '@mui/material/Box'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { PageBar } from '#renderer/components/page-bar.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { SearchField } from '#renderer/components/search-field.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useCursorPages } from '#renderer/lib/use-cursor-pages.ts'
import { useSearch } from '#renderer/lib/use-search.ts'
import { GroupTable } from './group-table.tsx'

export interface GroupListProps {
  /** Whose subgroups; empty for the top of the tree. */
  readonly parent: string
  readonly action: ReactNode
  readonly empty: string
}

export function GroupList({ parent, action, empty }: GroupListProps) {
  const { queries } = useServices()
  const search = useSearch()
  const pages = useCursorPages(`${parent} ${search.settled}`)
  const groups = useQuery(
    queries.groups.list.queryOptions({
      input: {
        parent,
        limit: 50,
        ...(search.settled && { search: search.settled }),
        ...(pages.cursor && { cursor: pages.cursor }),
      },
      placeholderData: keepPreviousData,
    }),
  )
  const shown = groups.data?.items ?? []
  const hasNone = groups.isSuccess && shown.length === 0

  return (
    <>
      {!(hasNone && !search.settled) && (
        <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 2, mb: 1.5 }}>
          <SearchField label="Search groups" text={search.text} onChange={search.setText} />
          {action}
        </Box>
      )}
      {groups.error && (
        <ProblemAlert problem={toProblem(groups.error)} onRetry={() => void groups.refetch()} />
      )}
      {groups.isPending && <BlockSkeleton height={180} />}
      {hasNone && search.settled && (
        <EmptyState>No group here matches “{search.settled}”.</EmptyState>
      )}
      {hasNone && !search.settled && (
        <EmptyState icon={<FolderOutlined />} action={action}>
          {empty}
        </EmptyState>
      )}
      {shown.length > 0 && <GroupTable groups={shown} />}
      <PageBar
        pageNumber={pages.pageNumber}
        nextCursor={groups.data?.nextCursor ?? null}
        onForward={pages.goForward}
        onBack={pages.goBack}
      />
    </>
  )
}
