import type { StoredRecord } from './collection.ts'
import { SnapshotDamagedError } from './store-errors.ts'

/** All records at one moment: everything that the change sets up to `seq` have made. */
export interface SnapshotImage {
  readonly schema: number
  readonly seq: number
  readonly savedAt: string
  readonly collections: ReadonlyMap<string, readonly StoredRecord[]>
}

/** Stands where no snapshot is at hand. */
export const NO_IMAGE: SnapshotImage = { schema: 0, seq: 0, savedAt: '', collections: new Map() }

export interface SnapshotHeader {
  readonly schema: number
  readonly seq: number
  readonly savedAt: string
}

const HEADER = /^\{"schema":(\d+),"seq":(\d+),"savedAt":"([^"\\]*)","collections":\{$/
const COLLECTION = /^("(?:[^"\\]|\\.)*"):\[$/
const FOOTER = /^\},"sum":"([0-9a-f]{64})"\}\n?$/

/** Encodes everything but the footer: valid JSON with one record a line. */
export function* encodeSnapshotLines(image: SnapshotImage): Generator<string> {
  const { schema, seq, savedAt } = image
  yield `{"schema":${schema},"seq":${seq},"savedAt":${JSON.stringify(savedAt)},"collections":{\n`
  let open = image.collections.size
  for (const [name, records] of image.collections) {
    yield `${JSON.stringify(name)}:[\n`
    const last = records.length - 1
    for (const [index, record] of records.entries()) {
      yield index === last ? `${JSON.stringify(record)}\n` : `${JSON.stringify(record)},\n`
    }
    open -= 1
    yield open === 0 ? ']\n' : '],\n'
  }
}

/** Encodes the last line; `sum` is the SHA-256 of all lines before it. */
export function encodeSnapshotFooter(sum: string): string {
  return `},"sum":"${sum}"}\n`
}

/** Finds the sum in the last line; undefined if that is no footer. */
export function decodeSnapshotFooter(line: string): string | undefined {
  return FOOTER.exec(line)?.[1]
}

export function decodeSnapshotHeader(line: string): SnapshotHeader | undefined {
  const [start, schema, seq, savedAt = ''] = HEADER.exec(line) ?? []
  if (start === undefined) return undefined
  return { schema: Number(schema), seq: Number(seq), savedAt }
}

/** Takes a snapshot's lines; throws `SnapshotDamagedError` on one that does not belong. */
export class SnapshotDecoder {
  readonly #path: string
  readonly #collections = new Map<string, StoredRecord[]>()
  #line = 0
  #header: SnapshotHeader | undefined
  #records: StoredRecord[] | undefined

  constructor(path: string) {
    this.#path = path
  }

  /** Takes text that begins and, but for the last, ends with a line. */
  add(text: string): void {
    for (let from = 0; from < text.length; ) {
      from = this.#records ? this.#addRecords(this.#records, text, from) : this.#addLine(text, from)
    }
  }

  finish(): SnapshotImage {
    if (!this.#header || this.#records) throw this.#toError('the rest of the file is missing')
    return { ...this.#header, collections: this.#collections }
  }

  #addLine(text: string, from: number): number {
    const end = endOfLine(text, from)
    const line = text.slice(from, end)
    this.#line += 1
    if (this.#header) this.#addCollection(line)
    else this.#addHeader(line)
    return end + 1
  }

  #addHeader(line: string): void {
    this.#header = decodeSnapshotHeader(line)
    if (!this.#header) throw this.#toError('expected the header of a snapshot')
  }

  #addCollection(line: string): void {
    const name = COLLECTION.exec(line)?.[1]
    if (name === undefined) throw this.#toError('expected the start of a collection')
    this.#records = []
    this.#collections.set(String(JSON.parse(name)), this.#records)
  }

  /** Adds the records up to the end of the text or of the collection, or ends the collection. */
  #addRecords(records: StoredRecord[], text: string, from: number): number {
    if (text[from] === ']') {
      this.#records = undefined
      this.#line += 1
      return endOfLine(text, from) + 1
    }
    const close = text.indexOf('\n]', from)
    const end = close < 0 ? text.length : close + 1
    const added = this.#parse(text.slice(from, end).trimEnd())
    for (const record of added) records.push(record)
    this.#line += added.length
    return end
  }

  /** Parses many lines as one array: V8 puts what comes of a long text where it need not be moved again. */
  #parse(lines: string): StoredRecord[] {
    try {
      // Safe: the checksum decides in the end whether this is what the store has written.
      return JSON.parse(`[${withoutComma(lines)}]`) as StoredRecord[]
    } catch {
      this.#line += 1 + countWhole(lines.split('\n'))
      throw this.#toError('expected a record') // the parser's own message would quote it
    }
  }

  #toError(reason: string): SnapshotDamagedError {
    return new SnapshotDamagedError(this.#path, `line ${this.#line}: ${reason}`)
  }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

function withoutComma(text: string): string {
  return text.endsWith(',') ? text.slice(0, -1) : text
}

/** Counts the lines before the first that is no record. */
function countWhole(lines: readonly string[]): number {
  const broken = lines.findIndex((line) => {
    try {
      JSON.parse(withoutComma(line))
      return false
    } catch {
      return true
    }
  })
  return broken < 0 ? lines.length : broken
}
