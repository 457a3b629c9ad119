import {
  keepPreviousData,
  type QueryKey,
  type UseQueryOptions,
  useQuery,
} from '@tanstack/react-query'
import { useCursorPages } from './use-cursor-pages.ts'
import { useSearch } from './use-search.ts'

/** What every list of the server takes besides its own filters. */
export interface PageRequest {
  readonly limit: number
  readonly search?: string
  readonly cursor?: string
}

type Ask<List> = (page: PageRequest) => UseQueryOptions<List, Error, List, QueryKey>

/** A list that the server searches and pages; it starts anew when its `filter` changes. */
export function useSearchedList<List>(ask: Ask<List>, filter: object = {}) {
  const search = useSearch()
  const { settled } = search
  const askSearched: Ask<List> = (page) => ask({ ...page, ...(settled && { search: settled }) })

  return { search, isSearched: settled !== '', ...usePagedList(askSearched, { filter, settled }) }
}

/** A list that the server pages; what was shown stays until what comes next is there. */
export function usePagedList<List>(ask: Ask<List>, filter: object = {}) {
  const pages = useCursorPages(JSON.stringify(filter))
  const page = { limit: 50, ...(pages.cursor && { cursor: pages.cursor }) }

  return { pages, list: useQuery({ ...ask(page), placeholderData: keepPreviousData }) }
}
