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

/** Takes a snapshot's lines one by one; throws `SnapshotDamagedError` on one that does not belong. */
export class SnapshotDecoder {
  readonly #path: string
  readonly #collections = new Map<string, StoredRecord[]>()
  #line = 0
  #header: SnapshotHeader | undefined
  #records: StoredRecord[] | undefined

  constructor(path: string) {
    this.#path = path
  }

  add(line: string): void {
    this.#line += 1
    if (!this.#header) this.#addHeader(line)
    else if (this.#records) this.#addRecord(this.#records, line)
    else this.#addCollection(line)
  }

  finish(): SnapshotImage {
    if (!this.#header || this.#records) throw this.#toError('the rest of the file is missing')
    return { ...this.#header, collections: this.#collections }
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

  #addRecord(records: StoredRecord[], line: string): void {
    if (line === ']' || line === '],') this.#records = undefined
    else records.push(this.#parse(line.endsWith(',') ? line.slice(0, -1) : line))
  }

  #parse(line: string): StoredRecord {
    try {
      // Safe: the checksum decides in the end whether this is what the store has written.
      return JSON.parse(line) as StoredRecord
    } catch {
      throw this.#toError('expected a record') // the parser's own message would quote it
    }
  }

  #toError(reason: string): SnapshotDamagedError {
    return new SnapshotDamagedError(this.#path, `line ${this.#line}: ${reason}`)
  }
}
