import FolderOutlined from '@mui/icons-material/FolderOutlined'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { PageBar } from '#renderer/components/page-bar.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { SearchField } from '#renderer/components/search-field.tsx'
import { Toolbar, ToolbarSkeleton } from '#renderer/components/toolbar.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useCursorPages } from '#renderer/lib/use-cursor-pages.ts'
import { useSearch } from '#renderer/lib/use-search.ts'
import { GroupTable } from './group-table.tsx'
import { useNewNamespace } from './use-new-namespace.tsx'

export interface GroupListProps {
  /** Whose subgroups; empty for the top of the tree. */
  readonly parent: string
  readonly empty: string
}

export function GroupList({ parent, empty }: GroupListProps) {
  const { t } = useTranslation('groups')
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
  const newGroup = useNewNamespace('group', parent)
  const shown = groups.data?.items ?? []
  const hasNone = groups.isSuccess && shown.length === 0

  return (
    <>
      {(shown.length > 0 || search.settled) && (
        <Toolbar>
          <SearchField label={t('search')} text={search.text} onChange={search.setText} />
          {newGroup.button}
        </Toolbar>
      )}
      {groups.isPending && !search.settled && <ToolbarSkeleton />}
      {groups.error && (
        <ProblemAlert problem={toProblem(groups.error)} onRetry={() => void groups.refetch()} />
      )}
      {groups.isPending && <BlockSkeleton height={180} />}
      {hasNone && search.settled && (
        <EmptyState>{t('nothingFound', { text: search.settled })}</EmptyState>
      )}
      {hasNone && !search.settled && (
        <EmptyState icon={<FolderOutlined />} action={newGroup.button}>
          {empty}
        </EmptyState>
      )}
      {shown.length > 0 && <GroupTable groups={shown} />}
      {newGroup.dialog}
      <PageBar
        pageNumber={pages.pageNumber}
        nextCursor={groups.data?.nextCursor ?? null}
        onForward={pages.goForward}
        onBack={pages.goBack}
      />
    </>
  )
}
