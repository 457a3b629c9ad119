import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { AuditEvent, AuditFilter } from '#contract/audit.ts'
import type { AuditFile } from './audit-files.ts'
import { toTest } from './query-events.ts'

/** Reads the events that fit a filter from the oldest to the newest. */
export async function* readForward(
  files: readonly AuditFile[],
  filter: AuditFilter,
): AsyncGenerator<AuditEvent> {
  const fits = toTest(filter)
  for (const file of files) {
    for await (const text of createInterface({ input: createReadStream(file.path) })) {
      // Safe: the log holds only what `AuditLog` wrote.
      const event = JSON.parse(text) as AuditEvent
      if (fits(event)) yield event
    }
  }
}
