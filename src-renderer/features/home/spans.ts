import type { Overview, TokenCounts } from '#contract/overview.ts'
import { currentLocale } from '#renderer/lib/language.ts'

export const ranges = ['hour', 'day', 'week'] as const

export type Range = (typeof ranges)[number]

/** What became of the requests of one span of time. */
export interface Span {
  readonly from: Date
  readonly issued: number
  readonly refused: number
}

/** Gives the spans of a range, oldest first: minutes of an hour, hours of a day, or days of a week. */
export function toSpans(
  { minutes, hours }: NonNullable<Overview['tokens']>,
  range: Range,
): readonly Span[] {
  if (range === 'hour') return listSpans(minutes)
  return range === 'day' ? listSpans(hours).slice(-24) : gatherDays(listSpans(hours))
}

function listSpans({ from, spanSeconds, issued, refused }: TokenCounts): readonly Span[] {
  const start = Date.parse(from)
  return issued.map((count, index) => ({
    from: new Date(start + index * spanSeconds * 1000),
    issued: count,
    refused: refused[index] ?? 0,
  }))
}

/** Days as they are where the window stands; the first one may be cut. */
function gatherDays(hours: readonly Span[]): readonly Span[] {
  const days = new Map<string, Span>()
  for (const hour of hours) {
    const day = hour.from.toDateString()
    const before = days.get(day) ?? { from: hour.from, issued: 0, refused: 0 }
    days.set(day, {
      from: before.from,
      issued: before.issued + hour.issued,
      refused: before.refused + hour.refused,
    })
  }
  return [...days.values()]
}

/** Names a span by when it begins. */
export function formatSpan({ from }: Span, range: Range): string {
  return new Intl.DateTimeFormat(
    currentLocale(),
    range === 'week'
      ? { weekday: 'short', day: 'numeric', month: 'short' }
      : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  ).format(from)
}
