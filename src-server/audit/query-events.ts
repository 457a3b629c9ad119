import type { AuditEvent, AuditFilter, AuditSubject } from '#contract/audit.ts'
import { isWithin, toParentPath } from '#server/domain/paths.ts'
import { findSequence, readLine } from './audit-chain.ts'
import { type AuditFile, openAuditFile } from './audit-files.ts'
import { readLines, readLinesBackward } from './audit-lines.ts'

/** How many events one page looks at; a rare one is found over several pages, none of which blocks. */
const MAXIMUM_LOOKS = 20_000

export interface AuditPage {
  readonly events: readonly AuditEvent[]
  /** The event before which to read on; undefined at the beginning of the log. */
  readonly before: number | undefined
}

export interface PageRequest {
  readonly limit: number
  readonly before?: number | undefined
  readonly maximumLooks?: number | undefined
}

/** Told of a file in which a line is no event as it was written; such a line is left out. */
export type OnDamage = (file: string) => void

/** Finds events from the newest on; a page may be short although more follow. */
export async function queryEvents(
  files: readonly AuditFile[],
  filter: AuditFilter,
  { limit, before, maximumLooks = MAXIMUM_LOOKS }: PageRequest,
  onDamage: OnDamage,
): Promise<AuditPage> {
  const fits = toTest(filter)
  const events: AuditEvent[] = []
  let looks = 0
  for await (const event of readBackward(files, before, onDamage)) {
    if (fits(event)) events.push(event)
    looks += 1
    if (events.length === limit || looks === maximumLooks) {
      return { events, before: event.sequence > 1 ? event.sequence : undefined }
    }
  }
  return { events, before: undefined }
}

/** Reads the events that fit a filter from the oldest to the newest. */
export async function* readEvents(
  files: readonly AuditFile[],
  filter: AuditFilter,
  onDamage: OnDamage,
): AsyncGenerator<AuditEvent> {
  const fits = toTest(filter)
  for (const file of files) {
    for await (const line of readFile(file, readLines)) {
      const event = toEvent(line)
      if (!event) onDamage(file.path)
      if (event && fits(event)) yield event
    }
  }
}

/** Reads events from the newest to the oldest, or from before one on. */
async function* readBackward(
  files: readonly AuditFile[],
  before = Number.POSITIVE_INFINITY,
  onDamage: OnDamage,
): AsyncGenerator<AuditEvent> {
  for (const file of files.toReversed()) {
    if (!(file.firstSequence < before)) continue
    for await (const line of readFile(file, readLinesBackward)) {
      if (!((findSequence(line) ?? 0) < before)) continue
      const event = toEvent(line)
      if (event) yield event
      else onDamage(file.path)
    }
  }
}

async function* readFile(file: AuditFile, read: typeof readLines): AsyncGenerator<Buffer> {
  const opened = await openAuditFile(file)
  if (!opened) throw new Error(`The file ${file.path} of the audit log is gone.`)
  try {
    yield* read(opened)
  } finally {
    await opened.handle.close()
  }
}

/** Gives the event of a line; undefined when it is not what was written. */
function toEvent(line: Buffer): AuditEvent | undefined {
  if (!readLine(line)?.isIntact) return undefined
  // Safe: its hash shows that `AuditWriter` wrote it.
  return JSON.parse(line.toString('utf8')) as AuditEvent
}

/** Makes the test that an event passes when it fits every part of a filter. */
function toTest(filter: AuditFilter): (event: AuditEvent) => boolean {
  const since = filter.since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(filter.since)
  const until = filter.until === undefined ? Number.POSITIVE_INFINITY : Date.parse(filter.until)
  const search = filter.search?.toLowerCase() ?? ''
  return (event) => {
    const at = Date.parse(event.at)
    return (
      at >= since &&
      at < until &&
      isOneOf(filter.actor, [event.actor.id, event.actor.name]) &&
      (filter.action === undefined || event.action.startsWith(filter.action)) &&
      isAbout(event, filter.about) &&
      happenedIn(event, filter.namespace) &&
      isOneOf(filter.account, [event.account, findActingAccount(event)?.id]) &&
      hasText(event, search) &&
      isOneOf(filter.target, [event.target?.id, event.target?.path]) &&
      isOneOf(filter.result, [event.result]) &&
      isOneOf(filter.correlationId, [event.correlationId])
    )
  }
}

function isOneOf(wanted: string | undefined, actual: readonly (string | undefined)[]): boolean {
  return wanted === undefined || actual.includes(wanted)
}

/** What somebody gets in by, or is kept out by; everything else is a change, or was to be one. */
const ACCESS = /^(?:token|session|lockout)\./

function isAbout({ action }: AuditEvent, about: AuditSubject | undefined): boolean {
  return about === undefined || ACCESS.test(action) === (about === 'access')
}

/** Tokens are asked for by the account that they are about. */
function findActingAccount({ action, actor }: AuditEvent): AuditEvent['actor'] | undefined {
  return ACCESS.test(action) && actor.kind === 'service_account' ? actor : undefined
}

function happenedIn(event: AuditEvent, wanted: string | undefined): boolean {
  if (!wanted) return true
  const acting = findActingAccount(event)
  return isWithin(event.namespace ?? (acting ? toParentPath(acting.name) : ''), wanted)
}

function hasText(event: AuditEvent, text: string): boolean {
  if (text === '') return true
  const { action, actor, target, reason, correlationId, address } = event
  const words = [action, actor.id, actor.name, target?.id, target?.path, reason, address]
  return [...words, correlationId].some((word) => word?.toLowerCase().includes(text))
}
