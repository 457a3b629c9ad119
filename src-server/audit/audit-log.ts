import { dirname } from 'node:path'
import type { AuditEntry } from '#server/domain/audit-event.ts'
import { writeAll } from '#server/store/durable-file.ts'
import {
  FILE_MODE,
  type Files,
  findErrorCode,
  nodeFiles,
  type OpenFile,
} from '#server/store/files.ts'
import { resumeChain, toLine } from './audit-chain.ts'

export interface AuditLogParts {
  readonly file: string
  readonly now: () => number
  readonly newEventId: () => string
  readonly onTrouble: (message: string, cause?: unknown) => void
  readonly files?: Files
}

/**
 * Appends events to a file of JSON lines, each carrying the hash of the one before, so that nothing
 * can be cut out or changed unnoticed.
 */
export class AuditLog {
  readonly #handle: OpenFile
  readonly #parts: AuditLogParts
  #sequence: number
  /** The number of the last event that was written; later ones are pending. */
  #writtenSequence: number
  #lastHash: string
  #size: number
  #pending: string[] = []
  #writing: Promise<void> | undefined
  #syncing: Promise<void> | undefined
  #syncedSize: number

  static async open(parts: AuditLogParts): Promise<AuditLog> {
    // Not opened for appending: a failed write is cut off again at the last whole line.
    const handle = await openOrCreate(parts.file, parts.files ?? nodeFiles)
    try {
      const end = await resumeChain(handle, parts.file, (message) => parts.onTrouble(message))
      return new AuditLog(handle, parts, end)
    } catch (error) {
      await handle.close()
      throw error
    }
  }

  private constructor(
    handle: OpenFile,
    parts: AuditLogParts,
    end: { sequence: number; hash: string; size: number },
  ) {
    this.#handle = handle
    this.#parts = parts
    this.#sequence = end.sequence
    this.#writtenSequence = end.sequence
    this.#lastHash = end.hash
    this.#size = end.size
    this.#syncedSize = end.size
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
    const wanted = this.#sequence
    if (this.#pending.length > 0) this.#writing ??= this.#writePending()
    await this.#writing
    if (this.#writtenSequence < wanted) throw new Error('The audit log could not be written.')

    const target = this.#size
    while (this.#syncedSize < target) {
      this.#syncing ??= this.#sync()
      await this.#syncing
    }
  }

  async close(): Promise<void> {
    try {
      await this.flush()
    } finally {
      await this.#handle.close()
    }
  }

  /** Those who wait at the same time share one fsync. */
  async #sync(): Promise<void> {
    const size = this.#size
    try {
      await this.#handle.datasync()
      this.#syncedSize = size
    } finally {
      this.#syncing = undefined
    }
  }

  async #writePending(): Promise<void> {
    // One turn later, so that events of the same moment share a write.
    await Promise.resolve()
    let going = true
    while (going && this.#pending.length > 0) going = await this.#writeBatch()
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
      this.#writtenSequence += batch.length
      return true
    } catch (cause) {
      this.#pending = [...batch, ...this.#pending]
      this.#parts.onTrouble('The audit log could not be written; its events wait in memory.', cause)
      await this.#handle.truncate(this.#size).catch(() => undefined)
      return false
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
