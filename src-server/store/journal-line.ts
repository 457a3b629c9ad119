import { hash } from 'node:crypto'
import type { StoredRecord } from './collection.ts'

/** One put or delete, as the journal writes it. */
export type Change =
  | readonly ['put', collection: string, record: StoredRecord]
  | readonly ['delete', collection: string, id: string]

/** One change set; `durable` is the last sequence number known to be safe when it was written. */
export interface JournalLine {
  readonly seq: number
  readonly durable: number
  readonly changes: readonly Change[]
}

/** The first line of a segment. */
export interface SegmentHeader {
  readonly schema: number
  readonly firstSeq: number
}

const LINE = /^\{"seq":(\d+),"sum":"([0-9a-f]{16})","durable":(\d+),"changes":/
const HEADER = /^\{"journal":1,"schema":(\d+),"firstSeq":(\d+),"sum":"([0-9a-f]{16})"\}$/

/** Encodes a change set whose changes are JSON already; the line ends with a line feed. */
export function encodeLine(seq: number, durable: number, changes: string): string {
  const sum = toLineSum(seq, durable, changes)
  return `{"seq":${seq},"sum":"${sum}","durable":${durable},"changes":${changes}}\n`
}

/** Decodes a line without its line feed; undefined if a single byte of it is not as it was written. */
export function decodeLine(line: string): JournalLine | undefined {
  const [start, seq, sum, durable] = LINE.exec(line) ?? []
  if (start === undefined || !line.endsWith('}')) return undefined
  const changes = line.slice(start.length, -1)
  if (sum !== toLineSum(Number(seq), Number(durable), changes)) return undefined
  // Safe: the sum proves that `encodeLine` wrote exactly this text.
  const parsed = JSON.parse(changes) as readonly Change[]
  return { seq: Number(seq), durable: Number(durable), changes: parsed }
}

export function encodeHeader({ schema, firstSeq }: SegmentHeader): string {
  const sum = toSum(`journal ${schema} ${firstSeq}`)
  return `{"journal":1,"schema":${schema},"firstSeq":${firstSeq},"sum":"${sum}"}\n`
}

export function decodeHeader(line: string): SegmentHeader | undefined {
  const [start, schema, firstSeq, sum] = HEADER.exec(line) ?? []
  if (start === undefined || sum !== toSum(`journal ${schema} ${firstSeq}`)) return undefined
  return { schema: Number(schema), firstSeq: Number(firstSeq) }
}

function toLineSum(seq: number, durable: number, changes: string): string {
  return toSum(`${seq} ${durable} ${changes}`)
}

function toSum(text: string): string {
  return hash('sha256', text).slice(0, 16)
}
