import type { AuditEvent, AuditFilter } from '#contract/audit.ts'
import type { AuditFile } from './audit-files.ts'
import { readBackward } from './read-backward.ts'

/** How many events one page looks at; a rare one is found over several pages, none of which blocks. */
const MAXIMUM_LOOKS = 20_000

export interface AuditPage {
  readonly events: readonly AuditEvent[]
  /** The event before which to read on; undefined at the beginning of the log. */
  readonly before: number | undefined
}

/** Finds events from the newest on; a page may be short although more follow. */
export async function queryEvents(
  files: readonly AuditFile[],
  filter: AuditFilter,
  page: { readonly limit: number; readonly before?: number | undefined },
): Promise<AuditPage> {
  const fits = toTest(filter)
  const events: AuditEvent[] = []
  let looks = 0
  for await (const { sequence, text } of readBackward(files, page.before)) {
    // Safe: the log holds only what `AuditLog` wrote; `verifyChain` tells when it does not.
    const event = JSON.parse(text) as AuditEvent
    if (fits(event)) events.push(event)
    looks += 1
    if (events.length === page.limit || looks === MAXIMUM_LOOKS) {
      return { events, before: sequence > 1 ? sequence : undefined }
    }
  }
  return { events, before: undefined }
}

/** Makes the test that an event passes when it fits every part of a filter. */
export function toTest(filter: AuditFilter): (event: AuditEvent) => boolean {
  const since = filter.since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(filter.since)
  const until = filter.until === undefined ? Number.POSITIVE_INFINITY : Date.parse(filter.until)
  return (event) => {
    const at = Date.parse(event.at)
    return (
      at >= since &&
      at < until &&
      isOneOf(filter.actor, [event.actor.id, event.actor.name]) &&
      (filter.action === undefined || event.action.startsWith(filter.action)) &&
      isOneOf(filter.target, [event.target?.id, event.target?.path]) &&
      isOneOf(filter.result, [event.result]) &&
      isOneOf(filter.correlationId, [event.correlationId])
    )
  }
}

function isOneOf(wanted: string | undefined, actual: readonly (string | undefined)[]): boolean {
  return wanted === undefined || actual.includes(wanted)
}
