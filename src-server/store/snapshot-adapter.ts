import { dirname } from 'node:path'
import type { Adapter } from 'lowdb'
import { moveFile, toFileTime, unlinkIfThere, writeTemporary } from './durable-file.ts'
import type { Files } from './files.ts'
import { readSnapshot, verifySnapshot, writeSnapshot } from './snapshot-file.ts'
import type { SnapshotImage } from './snapshot-format.ts'
import { SnapshotDamagedError } from './store-errors.ts'
import type { StoreLogger } from './store-logger.ts'

export interface SnapshotAdapterOptions {
  readonly files: Files
  readonly path: string
  /** Where the generation before is kept; a snapshot without it is simply replaced. */
  readonly previousPath?: string
  readonly logger: StoreLogger
  readonly now: () => number
  /** The size of the file, if it was read before. */
  readonly bytes?: number
}

/** Lets lowdb keep a snapshot so that a crash, a full disk or a broken file never loses one. */
export class SnapshotAdapter implements Adapter<SnapshotImage> {
  readonly #options: SnapshotAdapterOptions
  #bytes: number
  #previousSeq: number | undefined

  constructor(options: SnapshotAdapterOptions) {
    this.#options = options
    this.#bytes = options.bytes ?? 0
  }

  /** The size of the file as last read or written. */
  get bytes(): number {
    return this.#bytes
  }

  /** What the generation before holds, if the last write has put it there. */
  get previousSeq(): number | undefined {
    return this.#previousSeq
  }

  async read(): Promise<SnapshotImage | null> {
    const snapshot = await readSnapshot(this.#options.files, this.#options.path)
    this.#bytes = snapshot?.bytes ?? 0
    return snapshot?.image ?? null
  }

  /** Replaces the file once all of the new one is on the disk; keeps the old one as the previous. */
  async write(image: SnapshotImage): Promise<void> {
    const { files, path } = this.#options
    const written = { bytes: 0 }
    const temporary = await writeTemporary(files, path, async (file) => {
      written.bytes = await writeSnapshot(file, image)
      return written.bytes
    })
    try {
      await this.#keepPrevious()
      await moveFile(files, temporary, path)
    } catch (error) {
      await unlinkIfThere(files, temporary).catch(() => undefined) // the next start sweeps it
      throw error
    }
    await files.syncDirectory(dirname(path))
    this.#bytes = written.bytes
  }

  async #keepPrevious(): Promise<void> {
    const { files, path, previousPath } = this.#options
    this.#previousSeq = undefined
    if (previousPath === undefined) return
    const header = await this.#verifyCurrent()
    if (!header) return
    await moveFile(files, path, previousPath)
    this.#previousSeq = header.seq
  }

  /** Sets a damaged file aside, so that it does not replace a good one. */
  async #verifyCurrent() {
    const { files, path, logger, now } = this.#options
    try {
      return await verifySnapshot(files, path)
    } catch (error) {
      if (!(error instanceof SnapshotDamagedError)) throw error
      const keptAs = await setDamagedAside(files, path, now())
      logger.error({ err: error, keptAs }, 'the snapshot was damaged since it was written')
      return undefined
    }
  }
}

/** Renames a damaged file so that it can be looked into; returns its new path. */
export async function setDamagedAside(files: Files, path: string, now: number): Promise<string> {
  const keptAs = `${path}.damaged-${toFileTime(now)}`
  await moveFile(files, path, keptAs)
  return keptAs
}
