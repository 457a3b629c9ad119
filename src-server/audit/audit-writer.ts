import { dirname } from 'node:path'
import type { AuditEntry } from '#server/domain/audit-event.ts'
import { openForUpdate, writeAll } from '#server/store/durable-file.ts'
import { type Files, nodeFiles, type OpenFile } from '#server/store/files.ts'
import { type Link, toLine } from './audit-chain.ts'
import { type CurrentFile, listFinishedFiles, toCurrentFile } from './audit-files.ts'
import { type ChainEnd, findChainEnd } from './find-chain-end.ts'

export interface AuditWriterParts {
  readonly file: string
  /** A file that has grown past this is finished, and the next one begun. */
  readonly maximumFileBytes?: number
  readonly now: () => number
  readonly newEventId: () => string
  readonly onTrouble: (message: string, cause?: unknown) => void
  readonly files?: Files
}

interface Pending {
  readonly line: string
  readonly link: Link
}

const MAXIMUM_FILE_BYTES = 16 * 1024 * 1024

/** Events of a busy moment share a write, for each holds a thread that signs tokens, too. */
const GATHERING_MS = 5

/** Appends events to the log's current file and begins the next one when that is full. */
export class AuditWriter {
  readonly #parts: AuditWriterParts
  readonly #files: Files
  #handle: OpenFile
  #current: CurrentFile
  /** Whether the current file has its final name already, because the next could not be begun. */
  #isFinished = false
  /** The last event that was added; it may still be pending. */
  #last: Link
  /** The last event that was written. */
  #end: Link
  #time = { at: Number.NaN, text: '' }
  #pending: Pending[] = []
  #written = 0
  #synced = 0
  /** How much an fsync that failed was to make durable. */
  #unsynced = 0
  #gathering: NodeJS.Timeout | undefined
  #writing: Promise<boolean> | undefined
  #hasFailed = false
  #syncing: Promise<void> | undefined

  static async open(parts: AuditWriterParts): Promise<AuditWriter> {
    // Not opened for appending: a failed write is cut off again at the last whole line.
    const files = parts.files ?? nodeFiles
    const handle = await openOrCreate(parts.file, files)
    try {
      const finished = await listFinishedFiles(dirname(parts.file))
      const current = { handle, path: parts.file }
      const end = await findChainEnd(current, finished, files, (message) =>
        parts.onTrouble(message),
      )
      return new AuditWriter(handle, parts, end)
    } catch (error) {
      await handle.close()
      throw error
    }
  }

  private constructor(handle: OpenFile, parts: AuditWriterParts, end: ChainEnd) {
    this.#handle = handle
    this.#parts = parts
    this.#files = parts.files ?? nodeFiles
    this.#current = toCurrentFile(dirname(parts.file), end.firstSequence, end.bytes)
    this.#last = end.link
    this.#end = end.link
  }

  /** The file that is written and the last event in it, which belong together. */
  get written(): { readonly current: CurrentFile; readonly end: Link } {
    return { current: this.#current, end: this.#end }
  }

  append(entry: AuditEntry): void {
    const stamp = { id: this.#parts.newEventId(), at: this.#toTime(this.#parts.now()) }
    const added = toLine(this.#last, stamp, entry)
    this.#last = added.link
    this.#pending.push(added)
    this.#gather()
  }

  /** Events of a busy millisecond share the text of their time. */
  #toTime(now: number): string {
    if (this.#time.at !== now) this.#time = { at: now, text: new Date(now).toISOString() }
    return this.#time.text
  }

  get isBehind(): boolean {
    // What is being written again is not pending, but may fail again.
    const isUnwritten = this.#hasFailed && this.#end.sequence < this.#last.sequence
    return isUnwritten || this.#synced < this.#unsynced
  }

  async flush(): Promise<void> {
    await this.drain()
    const target = this.#written
    while (this.#synced < target) {
      this.#syncing ??= this.#sync()
      await this.#syncing
    }
  }

  /** Waits until what was there when it was asked is written; throws when the disk refuses. */
  async drain(): Promise<void> {
    const wanted = this.#last.sequence
    while (this.#end.sequence < wanted) {
      const isWritten = await this.#writeNow()
      if (!isWritten) throw new Error('The audit log could not be written.')
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
    const written = this.#written
    try {
      await this.#handle.datasync()
      this.#synced = written
    } catch (error) {
      this.#unsynced = written
      throw error
    } finally {
      this.#syncing = undefined
    }
  }

  /** Waits for more events before it writes, unless somebody asks for those that are there. */
  #gather(): void {
    if (this.#writing) return
    this.#gathering ??= setTimeout(() => void this.#writeNow(), GATHERING_MS)
  }

  #writeNow(): Promise<boolean> {
    clearTimeout(this.#gathering)
    this.#gathering = undefined
    this.#writing ??= this.#writePending()
    return this.#writing
  }

  async #writePending(): Promise<boolean> {
    // One turn later, so that those who wait for events of the same moment share a write.
    await Promise.resolve()
    const maximum = this.#parts.maximumFileBytes ?? MAXIMUM_FILE_BYTES
    const isWritten = await this.#writeBatch()
    if (this.#current.bytes >= maximum) await this.#beginFile()
    this.#writing = undefined
    this.#hasFailed = !isWritten
    if (isWritten && this.#pending.length > 0) this.#gather()
    return isWritten
  }

  /** Events that could not be written stay first in line, so the chain never has a hole. */
  async #writeBatch(): Promise<boolean> {
    const batch = this.#pending
    const { bytes } = this.#current
    this.#pending = []
    try {
      const lines = Buffer.from(batch.map(({ line }) => line).join(''))
      await writeAll(this.#handle, lines, bytes)
      this.#current = { ...this.#current, bytes: bytes + lines.length }
      this.#written += lines.length
      this.#end = batch.at(-1)?.link ?? this.#end
      return true
    } catch (cause) {
      this.#pending = [...batch, ...this.#pending]
      this.#parts.onTrouble('The audit log could not be written; its events wait in memory.', cause)
      await this.#handle.truncate(bytes).catch(() => undefined)
      return false
    }
  }

  /** Finishes the current file and begins the next; those who wait for an fsync wait for this. */
  async #beginFile(): Promise<void> {
    // An fsync that fails is told to those who asked for it.
    while (this.#syncing) await this.#syncing.catch(() => undefined)
    this.#syncing = this.#changeFile().finally(() => {
      this.#syncing = undefined
    })
    await this.#syncing
  }

  async #changeFile(): Promise<void> {
    try {
      await this.#handle.datasync()
      this.#synced = this.#written
      await this.#giveFinalName()
      const finished = this.#handle
      this.#handle = await openOrCreate(this.#parts.file, this.#files)
      this.#isFinished = false
      this.#current = toCurrentFile(dirname(this.#parts.file), this.#end.sequence + 1, 0)
      await finished.close()
    } catch (cause) {
      this.#parts.onTrouble(
        'The audit log could not begin a new file and goes on in the old one.',
        cause,
      )
    }
  }

  /** Renames at most once: the second time, the name would be a newer file's. */
  async #giveFinalName(): Promise<void> {
    if (this.#isFinished) return
    const { firstSequence, finishedPath } = this.#current
    const finished = await listFinishedFiles(dirname(this.#parts.file))
    if (finished.some((file) => file.firstSequence === firstSequence)) {
      throw new Error(`${finishedPath} is there already and must not be written over`)
    }
    await this.#files.rename(this.#parts.file, finishedPath)
    this.#isFinished = true
  }
}

async function openOrCreate(file: string, files: Files): Promise<OpenFile> {
  const handle = await openForUpdate(files, file)
  try {
    // Or a power failure takes a new name away, and durable events with it.
    await files.syncDirectory(dirname(file))
    return handle
  } catch (error) {
    await handle.close()
    throw error
  }
}
