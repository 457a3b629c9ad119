import GroupAddOutlined from '@mui/icons-material/GroupAddOutlined'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { NewButton } from '#renderer/components/new-button.tsx'
import { PageBar } from '#renderer/components/page-bar.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useOpenDialog } from '#renderer/lib/use-open-dialog.ts'
import { useSearchedList } from '#renderer/lib/use-searched-list.ts'
import { MemberFilters } from './member-filters.tsx'
import { MemberTable } from './member-table.tsx'
import { useMemberFilter } from './use-member-filter.ts'

// Fetched when first needed: choosing somebody takes more code than the list.
const AddMemberDialog = lazy(async () => ({
  default: (await import('./add-member-dialog.tsx')).AddMemberDialog,
}))

/** Who holds which role in a namespace, by itself or from above; empty for the installation. */
export function MembersPanel({ namespace }: { namespace: string }) {
  const { t } = useTranslation('groups')
  const { queries } = useServices()
  const { open, show, close } = useOpenDialog(['add-member'])
  const { kind, inherited, set } = useMemberFilter()
  const wanted = { ...{ namespace, inherited }, ...(kind && { kind }) }
  const searched = useSearchedList(
    (page) => queries.members.list.queryOptions({ input: { ...page, ...wanted } }),
    wanted,
  )
  const { search, list: members, pages, isSearched } = searched
  const add = <NewButton label={t('members.add.button')} onClick={() => show('add-member')} />
  const isNarrowed = kind !== undefined || isSearched

  return (
    <>
      <MemberFilters
        search={search}
        kind={kind}
        inherited={inherited}
        canInherit={namespace !== ''}
        onChange={set}
        action={add}
      />
      {members.error && (
        <ProblemAlert problem={toProblem(members.error)} onRetry={() => void members.refetch()} />
      )}
      {members.isPending && <BlockSkeleton height={180} />}
      {members.data?.items.length === 0 && (
        <EmptyState icon={<GroupAddOutlined />} action={!isNarrowed && add}>
          {isNarrowed ? t('members.nothingFound') : t('members.empty')}
        </EmptyState>
      )}
      {members.data && members.data.items.length > 0 && (
        <MemberTable members={members.data.items} namespace={namespace} />
      )}
      <PageBar pages={pages} nextCursor={members.data?.nextCursor} />
      {open && (
        <Suspense fallback={null}>
          <AddMemberDialog namespace={namespace} onClose={close} />
        </Suspense>
      )}
    </>
  )
}
