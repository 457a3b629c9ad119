import useMediaQuery from '@mui/material/useMediaQuery'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { toServiceAccountRoute } from '#renderer/lib/paths.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useSearchedList } from '#renderer/lib/use-searched-list.ts'
import { AccountFilters } from './account-list/account-filters.tsx'
import { toListInput, useAccountFilter } from './account-list/use-account-filter.ts'
import { AccountBulk } from './bulk/account-bulk.tsx'
import { SelectMatching } from './bulk/select-matching.tsx'
import { useSelection } from './bulk/use-selection.ts'
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

const sortable = ['path', 'expiresAt', 'lastUsedAt']
const nothing: readonly ServiceAccount[] = []

/** The accounts of a group, or all of them; searched, narrowed, ordered and paged by the server. */
export function ServiceAccountGrid({ group, action, empty }: ServiceAccountGridProps) {
  const { t } = useTranslation(['accounts', 'common', 'groups'])
  const { client, queries } = useServices()
  const navigate = useNavigate()
  const isNarrow = useMediaQuery('(max-width: 1239.9px)')
  const filters = useAccountFilter()
  const wanted = { ...(group !== undefined && { group }), ...toListInput(filters.filter) }
  const searched = useSearchedList(
    (page) => queries.serviceAccounts.list.queryOptions({ input: { ...page, ...wanted } }),
    wanted,
  )
  const { search, list: accounts, pages, isSearched } = searched
  const shown = accounts.data?.items ?? nothing
  const selection = useSelection(shown)
  const withSource = group !== undefined && filters.filter.inherited
  const withPath = group === undefined || withSource
  const columns = useMemo(
    () => listAccountColumns(t, { withPath, isNarrow, withSource }),
    [t, withPath, isNarrow, withSource],
  )
  const isMore = selection.isWhole && (accounts.data?.nextCursor != null || pages.pageNumber > 1)
  const isAsked = isSearched || filters.isNarrowed || filters.filter.inherited

  return (
    <>
      {(shown.length > 0 || isAsked) && (
        <>
          <Toolbar>
            <SearchField label={t('list.search')} text={search.text} onChange={search.setText} />
            {action}
          </Toolbar>
          <AccountFilters filters={filters} canInherit={group !== undefined} />
        </>
      )}
      {accounts.isPending && !isAsked && <ToolbarSkeleton withFilters />}
      {accounts.error && (
        <ProblemAlert problem={toProblem(accounts.error)} onRetry={() => void accounts.refetch()} />
      )}
      {!(accounts.error && !accounts.data) && (
        <DataTable<ServiceAccount>
          label={t('list.title')}
          rows={shown}
          columns={columns}
          rowHeight={isNarrow ? 54 : 46}
          loading={accounts.isPending}
          empty={isAsked ? <NothingFound text={search.settled} /> : empty}
          onOpen={(account) => void navigate(toServiceAccountRoute(account.path))}
          selection={selection.table}
          sort={{
            by: sortable,
            value: filters.filter.sort,
            onChange: (sort) => filters.set({ sort: sort === 'path' ? '' : sort }),
          }}
        />
      )}
      <PageBar pages={pages} nextCursor={accounts.data?.nextCursor} />
      <AccountBulk
        accounts={selection.rows}
        onClear={selection.clear}
        more={
          isMore && (
            <SelectMatching<ServiceAccount>
              ask={(page) =>
                client.serviceAccounts.list({
                  ...page,
                  ...wanted,
                  ...(isSearched && { search: search.settled }),
                })
              }
              selected={selection.rows.length}
              onSelect={selection.choose}
            />
          )
        }
      />
    </>
  )
}

function NothingFound({ text }: { text: string }) {
  const { t } = useTranslation(['accounts', 'groups'])
  return (
    <EmptyState>
      {text === '' ? t('groups:filters.nothing') : t('list.nothingFound', { text })}
    </EmptyState>
  )
}
