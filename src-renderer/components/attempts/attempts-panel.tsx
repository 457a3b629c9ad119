import HistoryRounded from '@mui/icons-material/HistoryRounded'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Attempt } from '#contract/trust.ts'
import { DataTable } from '#renderer/components/data-table.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { PageBar } from '#renderer/components/page-bar.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { SearchField } from '#renderer/components/search-field.tsx'
import { toAttemptRoute } from '#renderer/lib/paths.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useNow } from '#renderer/lib/use-now.ts'
import { useSearchedList } from '#renderer/lib/use-searched-list.ts'
import { useAttemptColumns } from './attempt-columns.tsx'
import { AttemptFilters } from './attempt-filters.tsx'
import { type AttemptRow, groupRepeats } from './group-repeats.ts'
import { toFilterInput, useAttemptFilter } from './use-attempt-filter.ts'

/** The attempts at an exchange, newest first, of one account or of all; what is new appears by itself. */
export function AttemptsPanel({ account }: { account?: string }) {
  const { t } = useTranslation('attempts')
  const { queries } = useServices()
  const navigate = useNavigate()
  const columns = useAttemptColumns()
  const { filter, set } = useAttemptFilter()
  const now = useNow()
  const input = { ...toFilterInput(filter, now), ...(account !== undefined && { account }) }
  const searched = useSearchedList(
    (page) =>
      queries.trust.listAttempts.queryOptions({
        input: { ...page, ...input, limit: 100 },
      }),
    // Not the input: its times go on by themselves.
    { filter, account },
  )
  const { search, list: attempts, pages } = searched

  return (
    <>
      <AttemptFilters filter={filter} onChange={set} ofAccount={account !== undefined}>
        <SearchField label={t('search')} text={search.text} onChange={search.setText} />
      </AttemptFilters>
      {attempts.error && (
        <ProblemAlert problem={toProblem(attempts.error)} onRetry={() => void attempts.refetch()} />
      )}
      {!(attempts.error && !attempts.data) && (
        <DataTable<AttemptRow>
          label={t('title')}
          rows={toRows(attempts.data?.items ?? [], filter.each === 'yes')}
          columns={columns}
          loading={attempts.isPending}
          onOpen={({ id }) => void navigate(toAttemptRoute(id))}
          empty={<EmptyState icon={<HistoryRounded />}>{t('empty')}</EmptyState>}
        />
      )}
      <PageBar pages={pages} nextCursor={attempts.data?.nextCursor} />
    </>
  )
}

function toRows(attempts: readonly Attempt[], isEach: boolean): readonly AttemptRow[] {
  return isEach ? attempts.map((attempt) => ({ ...attempt, repeats: 1 })) : groupRepeats(attempts)
}
