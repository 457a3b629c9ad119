import { createFile, unlinkIfThere, writeAll } from './durable-file.ts'
import { FILE_MODE, type Files, type OpenFile } from './files.ts'
import { encodeHeader, encodeLine } from './journal-line.ts'
import { type Segment, toSegment } from './segments.ts'

/** The end of the journal as it was found at start: where the next change set goes. */
export interface JournalTail {
  readonly segment: Segment
  readonly schema: number
  readonly length: number
}

export interface JournalOptions {
  readonly files: Files
  readonly directory: string
  readonly schema: number
  /** The last change set that is durable. */
  readonly seq: number
  /** How many bytes of the journal are not in a snapshot yet. */
  readonly bytes: number
}

interface Active extends JournalTail {
  readonly file: OpenFile
}

/** The append-only file of change sets; what `append` has resolved survives a crash. */
export class Journal {
  readonly #options: JournalOptions
  #active: Active
  #length: number
  #seq: number
  #bytes: number
  #strayPath: string | undefined

  /** Goes on at the tail of an earlier run, or starts a new segment if there is none to go on with. */
  static async open(options: JournalOptions, tail?: JournalTail): Promise<Journal> {
    if (!tail || tail.schema !== options.schema) {
      return new Journal(options, await startSegment(options, options.seq + 1))
    }
    const file = await options.files.open(tail.segment.path, 'r+', FILE_MODE)
    return new Journal(options, { ...tail, file })
  }

  private constructor(options: JournalOptions, active: Active) {
    this.#options = options
    this.#active = active
    this.#length = active.length
    this.#seq = options.seq
    this.#bytes = options.bytes
  }

  /** The last change set that is durable. */
  get seq(): number {
    return this.#seq
  }

  /** Grows with every byte appended, over all segments. */
  get bytes(): number {
    return this.#bytes
  }

  /** Resolves when all change sets are on the disk; if it rejects, `repair` before the next one. */
  async append(changeSets: readonly string[]): Promise<void> {
    this.#checkNoStray()
    const durable = this.#seq
    const lines = changeSets.map((text, index) => encodeLine(durable + 1 + index, durable, text))
    const bytes = Buffer.from(lines.join(''))
    await writeAll(this.#active.file, bytes, this.#length)
    await this.#active.file.datasync()
    this.#length += bytes.length
    this.#bytes += bytes.length
    this.#seq += changeSets.length
  }

  /** Cuts off whatever a failed append has left, durably. */
  async repair(): Promise<void> {
    this.#checkNoStray()
    await this.#active.file.truncate(this.#length)
    await this.#active.file.datasync()
  }

  /** Goes on in a new segment; if that fails, the old one stays in use. */
  async rotate(): Promise<void> {
    if (this.#active.segment.firstSeq === this.#seq + 1) return
    const old = this.#active.file
    try {
      this.#active = await startSegment(this.#options, this.#seq + 1)
    } catch (error) {
      await this.#removeStray(toSegment(this.#options.directory, this.#seq + 1).path)
      throw error
    }
    this.#length = this.#active.length
    await old.close()
  }

  async close(): Promise<void> {
    await this.#active.file.close()
  }

  async #removeStray(path: string): Promise<void> {
    try {
      await unlinkIfThere(this.#options.files, path)
      await this.#options.files.syncDirectory(this.#options.directory)
    } catch {
      this.#strayPath = path
    }
  }

  // At the next start a newer segment would contradict what is still appended to the old one.
  #checkNoStray(): void {
    if (this.#strayPath !== undefined) throw new Error(`${this.#strayPath} could not be removed`)
  }
}

async function startSegment(options: JournalOptions, firstSeq: number): Promise<Active> {
  const { files, directory, schema } = options
  const segment = toSegment(directory, firstSeq)
  const header = Buffer.from(encodeHeader({ schema, firstSeq }))
  await createFile(files, segment.path, async (file) => {
    await writeAll(file, header, 0)
    return header.length
  })
  const file = await files.open(segment.path, 'r+', FILE_MODE)
  return { segment, schema, length: header.length, file }
}
