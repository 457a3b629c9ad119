import { dirname } from 'node:path'
import type { AuditEvent, AuditFilter, AuditVerification } from '#contract/audit.ts'
import type { AuditEntry } from '#server/domain/audit-event.ts'
import { writeAll } from '#server/store/durable-file.ts'
import {
  FILE_MODE,
  type Files,
  findErrorCode,
  nodeFiles,
  type OpenFile,
} from '#server/store/files.ts'
import { findChainEnd, toLine } from './audit-chain.ts'
import { listAuditFiles, listFinishedFiles, toFinishedFile } from './audit-files.ts'
import { type AuditPage, queryEvents } from './query-events.ts'
import { readForward } from './read-forward.ts'
import { verifyChain } from './verify-chain.ts'

export interface AuditLogParts {
  readonly file: string
  /** A file that has grown past this is finished, and the next one begun. */
  readonly maximumFileBytes?: number
  readonly now: () => number
  readonly newEventId: () => string
  readonly onTrouble: (message: string, cause?: unknown) => void
  readonly files?: Files
}

const MAXIMUM_FILE_BYTES = 16 * 1024 * 1024

/**
 * Appends events to files of JSON lines, each carrying the hash of the one before, so that nothing
 * can be cut out or changed unnoticed.
 */
export class AuditLog {
  readonly #parts: AuditLogParts
  readonly #files: Files
  readonly #directory: string
  #handle: OpenFile
  #sequence: number
  /** The number of the last event that was written; later ones are pending. */
  #writtenSequence: number
  /** The number of the current file's first event. */
  #firstSequence: number
  #lastHash: string
  /** Bytes of the current file up to the end of its last whole line. */
  #size: number
  #written = 0
  #synced = 0
  #pending: string[] = []
  #writing: Promise<void> | undefined
  #syncing: Promise<void> | undefined

  static async open(parts: AuditLogParts): Promise<AuditLog> {
    // Not opened for appending: a failed write is cut off again at the last whole line.
    const files = parts.files ?? nodeFiles
    const handle = await openOrCreate(parts.file, files)
    try {
      const finished = await listFinishedFiles(dirname(parts.file))
      const current = { handle, path: parts.file }
      const end = await findChainEnd(current, finished, files, (message) =>
        parts.onTrouble(message),
      )
      return new AuditLog(handle, parts, end)
    } catch (error) {
      await handle.close()
      throw error
    }
  }

  private constructor(
    handle: OpenFile,
    parts: AuditLogParts,
    end: Awaited<ReturnType<typeof findChainEnd>>,
  ) {
    this.#handle = handle
    this.#parts = parts
    this.#files = parts.files ?? nodeFiles
    this.#directory = dirname(parts.file)
    this.#firstSequence = end.firstSequence
    this.#sequence = end.sequence
    this.#writtenSequence = end.sequence
    this.#lastHash = end.hash
    this.#size = end.size
  }

  /** Adds an event; it is on its way to the file when this returns, and durable after `flush`. */
  append(entry: AuditEntry): void {
    const at = new Date(this.#parts.now()).toISOString()
    const event = { id: this.#parts.newEventId(), at, ...entry }
    this.#sequence += 1
    const { line, hash } = toLine(this.#sequence, this.#lastHash, event)
    this.#lastHash = hash
    this.#pending.push(line)
    this.#writing ??= this.#writePending()
  }

  /** Whether a write failed and events still wait for it to be tried again. */
  get isBehind(): boolean {
    return this.#pending.length > 0 && this.#writing === undefined
  }

  /** Waits until every event so far is durable; throws when the disk refuses, and they stay queued. */
  async flush(): Promise<void> {
    await this.#drain()
    const target = this.#written
    while (this.#synced < target) {
      this.#syncing ??= this.#sync()
      await this.#syncing
    }
  }

  /** Finds events, newest first. */
  async query(
    filter: AuditFilter,
    page: { readonly limit: number; readonly before?: number | undefined },
  ): Promise<AuditPage> {
    await this.#drain()
    return queryEvents(await listAuditFiles(this.#directory), filter, page)
  }

  /** Reads all events that fit a filter, oldest first. */
  async *read(filter: AuditFilter): AsyncGenerator<AuditEvent> {
    await this.#drain()
    yield* readForward(await listAuditFiles(this.#directory), filter)
  }

  /** Checks the whole chain. */
  async verify(): Promise<AuditVerification> {
    await this.#drain()
    return verifyChain(await listAuditFiles(this.#directory))
  }

  async close(): Promise<void> {
    try {
      await this.flush()
    } finally {
      await this.#handle.close()
    }
  }

  /** Waits until what was there when it was asked is written; throws when the disk refuses. */
  async #drain(): Promise<void> {
    const wanted = this.#sequence
    if (this.#pending.length > 0) this.#writing ??= this.#writePending()
    await this.#writing
    if (this.#writtenSequence < wanted) throw new Error('The audit log could not be written.')
  }

  /** Those who wait at the same time share one fsync. */
  async #sync(): Promise<void> {
    const written = this.#written
    try {
      await this.#handle.datasync()
      this.#synced = written
    } finally {
      this.#syncing = undefined
    }
  }

  async #writePending(): Promise<void> {
    // One turn later, so that events of the same moment share a write.
    await Promise.resolve()
    let going = true
    while (going && this.#pending.length > 0) {
      going = await this.#writeBatch()
      if (this.#size >= (this.#parts.maximumFileBytes ?? MAXIMUM_FILE_BYTES))
        await this.#beginFile()
    }
    this.#writing = undefined
  }

  /** Events that could not be written stay first in line, so the chain never has a hole. */
  async #writeBatch(): Promise<boolean> {
    const batch = this.#pending
    this.#pending = []
    try {
      const bytes = Buffer.from(batch.join(''))
      await writeAll(this.#handle, bytes, this.#size)
      this.#size += bytes.length
      this.#written += bytes.length
      this.#writtenSequence += batch.length
      return true
    } catch (cause) {
      this.#pending = [...batch, ...this.#pending]
      this.#parts.onTrouble('The audit log could not be written; its events wait in memory.', cause)
      await this.#handle.truncate(this.#size).catch(() => undefined)
      return false
    }
  }

  /** Finishes the current file and begins the next; those who wait for an fsync wait for this. */
  async #beginFile(): Promise<void> {
    await this.#syncing
    this.#syncing = this.#changeFile().finally(() => {
      this.#syncing = undefined
    })
    await this.#syncing
  }

  async #changeFile(): Promise<void> {
    try {
      await this.#handle.datasync()
      this.#synced = this.#written
      await this.#files.rename(
        this.#parts.file,
        toFinishedFile(this.#directory, this.#firstSequence),
      )
      const finished = this.#handle
      this.#handle = await openOrCreate(this.#parts.file, this.#files)
      this.#size = 0
      this.#firstSequence = this.#writtenSequence + 1
      await finished.close()
    } catch (cause) {
      this.#parts.onTrouble(
        'The audit log could not begin a new file and goes on in the old one.',
        cause,
      )
    }
  }
}

async function openOrCreate(file: string, files: Files): Promise<OpenFile> {
  try {
    return await files.open(file, 'r+', FILE_MODE)
  } catch (error) {
    if (findErrorCode(error) !== 'ENOENT') throw error
  }
  const handle = await files.open(file, 'wx+', FILE_MODE)
  // Or a power failure takes the new name away, and durable events with it.
  await files.syncDirectory(dirname(file))
  return handle
}
