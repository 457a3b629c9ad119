import HistoryRounded from '@mui/icons-material/HistoryRounded'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useTranslation } from 'react-i18next'
import type { AuditEvent, AuditFilter } from '#contract/audit.ts'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { PageBar } from '#renderer/components/page-bar.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { SearchField } from '#renderer/components/search-field.tsx'
import { currentLocale } from '#renderer/lib/language.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useNow } from '#renderer/lib/use-now.ts'
import { useSearchedList } from '#renderer/lib/use-searched-list.ts'
import { AuditFilters } from './audit-filters.tsx'
import { AuditItem } from './audit-item.tsx'
import { toAuditFilter, useAuditFilter } from './use-audit-filter.ts'

export interface AuditTimelineProps {
  /** What every event shown has to do with; what else is looked for lives in the address. */
  readonly filter?: Pick<AuditFilter, 'namespace' | 'account' | 'target' | 'actor'>
}

/** What happened, newest first: who did what, from where, and what it changed. */
export function AuditTimeline({ filter = {} }: AuditTimelineProps) {
  const { t } = useTranslation('audit')
  const { queries } = useServices()
  const { choices, set } = useAuditFilter()
  const asked = useAsked(filter)
  const searched = useSearchedList(
    (page) =>
      queries.audit.list.queryOptions({
        input: { ...page, ...asked },
      }),
    asked,
  )
  const { search, list: events, pages } = searched

  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mb: 2 }}>
        <SearchField label={t('search')} text={search.text} onChange={search.setText} />
        <AuditFilters choices={choices} onChange={set} />
      </Box>
      {events.error && (
        <ProblemAlert problem={toProblem(events.error)} onRetry={() => void events.refetch()} />
      )}
      {events.isPending && <BlockSkeleton height={320} />}
      {events.data?.items.length === 0 && (
        <EmptyState icon={<HistoryRounded />}>{t('empty')}</EmptyState>
      )}
      {listDays(events.data?.items ?? []).map(([day, ofDay]) => (
        <Day key={day} title={day} events={ofDay} onActor={(actor) => set({ actor })} />
      ))}
      <PageBar pages={pages} nextCursor={events.data?.nextCursor} />
    </>
  )
}

/** What the page asks for always goes before what is looked for. */
export function useAsked(filter: AuditFilter, search = ''): AuditFilter {
  const { choices } = useAuditFilter()
  const now = useNow()
  return { ...toAuditFilter(choices, now), ...(search && { search }), ...filter }
}

interface DayProps {
  readonly title: string
  readonly events: readonly AuditEvent[]
  readonly onActor: (id: string) => void
}

function Day({ title, events, onActor }: DayProps) {
  return (
    <Box component="section" aria-label={title} sx={{ mb: 2 }}>
      <Typography variant="h3" color="textSecondary">
        {title}
      </Typography>
      <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {events.map((event) => (
          <AuditItem key={event.id} event={event} onActor={onActor} />
        ))}
      </Box>
    </Box>
  )
}

/** Events by the day on the wall, in the order in which they come. */
function listDays(events: readonly AuditEvent[]): readonly [string, readonly AuditEvent[]][] {
  const format = new Intl.DateTimeFormat(currentLocale(), { dateStyle: 'full' })
  const days = new Map<string, AuditEvent[]>()
  for (const event of events) {
    const day = format.format(new Date(event.at))
    const ofDay = days.get(day)
    if (ofDay) ofDay.push(event)
    else days.set(day, [event])
  }
  return [...days]
}
