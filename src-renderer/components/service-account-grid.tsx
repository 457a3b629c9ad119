import useMediaQuery from '@mui/material/useMediaQuery'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { toServiceAccountRoute } from '#renderer/lib/paths.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useCursorPages } from '#renderer/lib/use-cursor-pages.ts'
import { useSearch } from '#renderer/lib/use-search.ts'
import { DataTable } from './data-table.tsx'
import { EmptyState } from './empty-state.tsx'
import { PageBar } from './page-bar.tsx'
import { ProblemAlert } from './problem-alert.tsx'
import { SearchField } from './search-field.tsx'
import { listAccountColumns } from './service-account-columns.tsx'
import { Toolbar, ToolbarSkeleton } from './toolbar.tsx'

export interface ServiceAccountGridProps {
  /** Only the accounts of this group; without it, all that the caller may see. */
  readonly group?: string
  readonly action?: ReactNode
  readonly empty: ReactNode
}

/** The accounts of a group, or all of them, searched and paged by the server. */
export function ServiceAccountGrid({ group, action, empty }: ServiceAccountGridProps) {
  const { t } = useTranslation('accounts')
  const { queries } = useServices()
  const navigate = useNavigate()
  const isNarrow = useMediaQuery('(max-width: 1239.9px)')
  const search = useSearch()
  const pages = useCursorPages(`${group} ${search.settled}`)
  const accounts = useQuery(
    queries.serviceAccounts.list.queryOptions({
      input: {
        limit: 50,
        ...(group !== undefined && { group }),
        ...(search.settled && { search: search.settled }),
        ...(pages.cursor && { cursor: pages.cursor }),
      },
      placeholderData: keepPreviousData,
    }),
  )
  const hasSome = (accounts.data?.items.length ?? 0) > 0
  const found = search.settled ? <NothingFound text={search.settled} /> : empty

  return (
    <>
      {(hasSome || search.settled) && (
        <Toolbar>
          <SearchField label={t('list.search')} text={search.text} onChange={search.setText} />
          {action}
        </Toolbar>
      )}
      {accounts.isPending && !search.settled && <ToolbarSkeleton />}
      {accounts.error && (
        <ProblemAlert problem={toProblem(accounts.error)} onRetry={() => void accounts.refetch()} />
      )}
      {!(accounts.error && !accounts.data) && (
        <DataTable<ServiceAccount>
          label={t('list.title')}
          rows={accounts.data?.items ?? []}
          columns={listAccountColumns(t, { withPath: group === undefined, isNarrow })}
          rowHeight={isNarrow ? 54 : 46}
          loading={accounts.isPending}
          empty={found}
          onOpen={(account) => void navigate(toServiceAccountRoute(account.path))}
        />
      )}
      <PageBar
        pageNumber={pages.pageNumber}
        nextCursor={accounts.data?.nextCursor ?? null}
        onForward={pages.goForward}
        onBack={pages.goBack}
      />
    </>
  )
}

function NothingFound({ text }: { text: string }) {
  const { t } = useTranslation('accounts')
  return <EmptyState>{t('list.nothingFound', { text })}</EmptyState>
}
