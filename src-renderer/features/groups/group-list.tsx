import FolderOutlined from '@mui/icons-material/FolderOutlined'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { PageBar } from '#renderer/components/page-bar.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { SearchField } from '#renderer/components/search-field.tsx'
import { Toolbar, ToolbarSkeleton } from '#renderer/components/toolbar.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useSearchedList } from '#renderer/lib/use-searched-list.ts'
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
  const searched = useSearchedList(
    (page) => queries.groups.list.queryOptions({ input: { parent, ...page } }),
    { parent },
  )
  const { search, list: groups, pages, isSearched } = searched
  const newGroup = useNewNamespace('group', parent)
  const shown = groups.data?.items ?? []
  const hasNone = groups.isSuccess && shown.length === 0

  return (
    <>
      {(shown.length > 0 || isSearched) && (
        <Toolbar>
          <SearchField label={t('search')} text={search.text} onChange={search.setText} />
          {newGroup.button}
        </Toolbar>
      )}
      {groups.isPending && !isSearched && <ToolbarSkeleton />}
      {groups.error && (
        <ProblemAlert problem={toProblem(groups.error)} onRetry={() => void groups.refetch()} />
      )}
      {groups.isPending && <BlockSkeleton height={180} />}
      {hasNone && isSearched && (
        <EmptyState>{t('nothingFound', { text: search.settled })}</EmptyState>
      )}
      {hasNone && !isSearched && (
        <EmptyState icon={<FolderOutlined />} action={newGroup.button}>
          {empty}
        </EmptyState>
      )}
      {shown.length > 0 && <GroupTable groups={shown} />}
      {newGroup.dialog}
      <PageBar pages={pages} nextCursor={groups.data?.nextCursor} />
    </>
  )
}
