import { createFile, openForUpdate, readLineBlocks, writeAll } from '#server/store/durable-file.ts'
import { type Files, nodeFiles, type OpenFile } from '#server/store/files.ts'

export interface AttemptFileParts {
  readonly path: string
  readonly onTrouble: (message: string, cause?: unknown) => void
  readonly files?: Files
}

/** The file is written anew when it holds this much more than what is kept. */
const SLACK_BYTES = 4 * 1024 * 1024

/** So many attempts are written at once when the file is written anew. */
const PART = 100

const LINE_BREAK = 10

/** Attempts of a busy moment share a write, for each holds a thread that signs tokens, too. */
const GATHERING_MS = 5

/**
 * The file behind the attempts: one JSON line each, written behind the requests and not fsynced,
 * because nobody is promised that an attempt survives a power failure.
 */
export class AttemptFile {
  readonly #parts: AttemptFileParts
  readonly #files: Files
  #handle: OpenFile
  #bytes: number
  /** The size after which the file is written anew. */
  #limitBytes: number
  #pending: string[] = []
  #kept: () => readonly string[] = () => []
  #gathering: NodeJS.Timeout | undefined
  #writing: Promise<void> | undefined

  static async open(
    parts: AttemptFileParts,
  ): Promise<{ readonly file: AttemptFile; readonly lines: readonly string[] }> {
    const files = parts.files ?? nodeFiles
    const handle = await openForUpdate(files, parts.path)
    const { lines, bytes } = await readWholeLines(handle, parts)
    return { file: new AttemptFile(parts, handle, bytes), lines }
  }

  private constructor(parts: AttemptFileParts, handle: OpenFile, bytes: number) {
    this.#parts = parts
    this.#files = parts.files ?? nodeFiles
    this.#handle = handle
    this.#bytes = bytes
    this.#limitBytes = bytes * 2 + SLACK_BYTES
  }

  /** Adds the line of an attempt; `kept` gives those that the file is to hold when it is written anew. */
  append(line: string, kept: () => readonly string[]): void {
    this.#kept = kept
    this.#pending.push(line)
    this.#gather()
  }

  async flush(): Promise<void> {
    while (this.#writing || this.#pending.length > 0) await this.#writeNow()
  }

  async close(): Promise<void> {
    await this.flush()
    await this.#handle.close()
  }

  #gather(): void {
    if (this.#writing) return
    this.#gathering ??= setTimeout(() => void this.#writeNow(), GATHERING_MS)
  }

  #writeNow(): Promise<void> {
    clearTimeout(this.#gathering)
    this.#gathering = undefined
    this.#writing ??= this.#writePending()
    return this.#writing
  }

  async #writePending(): Promise<void> {
    const bytes = Buffer.from(this.#pending.join(''))
    this.#pending = []
    await this.#write(bytes)
    this.#writing = undefined
    if (this.#pending.length > 0) this.#gather()
  }

  async #write(bytes: Buffer): Promise<void> {
    try {
      await writeAll(this.#handle, bytes, this.#bytes)
      this.#bytes += bytes.length
      if (this.#bytes > this.#limitBytes) await this.#writeAnew()
    } catch (cause) {
      this.#parts.onTrouble('Attempts could not be written; they are kept in memory only.', cause)
    }
  }

  async #writeAnew(): Promise<void> {
    // What waits is among what is kept; what comes from here on is not in the new file.
    this.#pending = []
    const kept = this.#kept()
    await createFile(this.#files, this.#parts.path, (file) => writeInParts(file, kept))
    const old = this.#handle
    this.#handle = await openForUpdate(this.#files, this.#parts.path)
    const { size } = await this.#handle.stat()
    this.#bytes = size
    this.#limitBytes = size * 2 + SLACK_BYTES
    await old.close()
  }
}

/** Lets go of the thread after each part, for thousands of attempts would hold every token up. */
async function writeInParts(file: OpenFile, lines: readonly string[]): Promise<number> {
  let size = 0
  for (let at = 0; at < lines.length; at += PART) {
    const bytes = Buffer.from(lines.slice(at, at + PART).join(''))
    await writeAll(file, bytes, size)
    size += bytes.length
  }
  return size
}

/** Reads the lines that there are; a torn one is left out, for the rest is still worth having. */
async function readWholeLines(
  handle: OpenFile,
  { onTrouble }: AttemptFileParts,
): Promise<{ readonly lines: readonly string[]; readonly bytes: number }> {
  const lines: string[] = []
  let bytes = 0
  let isTorn = false
  for await (const block of readLineBlocks(handle)) {
    isTorn = block.at(-1) !== LINE_BREAK
    if (isTorn) break
    bytes += block.length
    for (const line of block.toString('utf8').split('\n')) {
      if (line !== '') lines.push(`${line}\n`)
    }
  }
  // Or what follows would be written into the torn line.
  await handle.truncate(bytes)
  if (isTorn) onTrouble('A torn line among the kept attempts was left out.')
  return { lines, bytes }
}
