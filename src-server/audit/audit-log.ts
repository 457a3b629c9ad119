import { dirname } from 'node:path'
import type { AuditEvent, AuditFilter, AuditVerification } from '#contract/audit.ts'
import type { AuditEntry } from '#server/domain/audit-event.ts'
import { listAuditFiles } from './audit-files.ts'
import { AuditWriter, type AuditWriterParts } from './audit-writer.ts'
import { type AuditPage, type PageRequest, queryEvents, readEvents } from './query-events.ts'
import { verifyChain } from './verify-chain.ts'

export interface AuditLogParts extends AuditWriterParts {
  /** Told of each event as it is added; must not throw. */
  readonly onEvent?: (entry: AuditEntry) => void
}

/**
 * Appends events to files of JSON lines, each carrying the hash of the one before, so that nothing
 * can be cut out or changed unnoticed. What is read is the log as it was when it was asked,
 * whatever is written and however often a file is finished meanwhile.
 */
export class AuditLog {
  readonly #writer: AuditWriter
  readonly #parts: AuditLogParts

  static async open(parts: AuditLogParts): Promise<AuditLog> {
    return new AuditLog(await AuditWriter.open(parts), parts)
  }

  private constructor(writer: AuditWriter, parts: AuditLogParts) {
    this.#writer = writer
    this.#parts = parts
  }

  /** Adds an event; it is written within milliseconds, and durable after `flush`. */
  append(entry: AuditEntry): void {
    this.#writer.append(entry)
    this.#parts.onEvent?.(entry)
  }

  /** Whether a write or fsync failed and events still wait for it to be tried again. */
  get isBehind(): boolean {
    return this.#writer.isBehind
  }

  /** Waits until every event so far is durable; throws when the disk refuses, and they stay queued. */
  flush(): Promise<void> {
    return this.#writer.flush()
  }

  /** Finds events, newest first. */
  async query(filter: AuditFilter, page: PageRequest): Promise<AuditPage> {
    const { files } = await this.#findWritten()
    return queryEvents(files, filter, page, this.#damageTeller())
  }

  /** Reads all events that fit a filter, oldest first. */
  async *read(filter: AuditFilter): AsyncGenerator<AuditEvent> {
    const { files } = await this.#findWritten()
    yield* readEvents(files, filter, this.#damageTeller())
  }

  /** Checks the whole chain, up to the event that was written last. */
  async verify(): Promise<AuditVerification> {
    const { files, end } = await this.#findWritten()
    return verifyChain(files, end)
  }

  close(): Promise<void> {
    return this.#writer.close()
  }

  async #findWritten() {
    await this.#writer.drain()
    // Taken in one moment; later events and files are none of this reader's.
    const { current, end } = this.#writer.written
    return { files: await listAuditFiles(dirname(this.#parts.file), current), end }
  }

  /** Says once per file that a reader left lines out. */
  #damageTeller(): (file: string) => void {
    const told = new Set<string>()
    return (file) => {
      if (told.has(file)) return
      told.add(file)
      this.#parts.onTrouble(`The audit log is damaged in ${file}; verifying it tells where.`)
    }
  }
}
