import { createHash, hash as digest } from 'node:crypto'
import type { AuditEntry } from '#server/domain/audit-event.ts'

/** A place in the chain, to which the next event is tied. */
export interface Link {
  readonly sequence: number
  readonly hash: string
}

/** What the first event of a log follows. */
export const GENESIS: Link = { sequence: 0, hash: '0'.repeat(64) }

/** A line of the log, as far as it can be read without parsing the event. */
export interface AuditLine extends Link {
  readonly previous: string
  /** Whether the line is, byte by byte, what its hash was made of. */
  readonly isIntact: boolean
}

const HEAD = /^\{"sequence":(\d{1,15}),"previous":"([0-9a-f]{64})"/
const TAIL = /^,"hash":"([0-9a-f]{64})"\}\n$/
const HEAD_BYTES = 110
const TAIL_BYTES = 76

/** What the log adds to an event; both are words of our own that need no escaping. */
export interface Stamp {
  readonly id: string
  readonly at: string
}

/** Writes an event as one line; its hash covers the event, its number and the hash before. */
export function toLine(
  last: Link,
  { id, at }: Stamp,
  entry: AuditEntry,
): { readonly line: string; readonly link: Link } {
  const sequence = last.sequence + 1
  // Joined as text, for copying an event into a larger object costs more than writing it.
  const head = `{"sequence":${sequence},"previous":"${last.hash}","id":"${id}","at":"${at}",`
  const body = head + JSON.stringify(entry).slice(1)
  const hash = digest('sha256', body)
  return { line: `${body.slice(0, -1)},"hash":"${hash}"}\n`, link: { sequence, hash } }
}

/** Reads a line with its line break; undefined when it is not one of ours. */
export function readLine(bytes: Buffer): AuditLine | undefined {
  const end = bytes.length - TAIL_BYTES
  const head = HEAD.exec(bytes.toString('latin1', 0, HEAD_BYTES))
  const tail = end > 0 ? TAIL.exec(bytes.toString('latin1', end)) : undefined
  if (!head?.[1] || !head[2] || !tail?.[1]) return undefined
  const hash = createHash('sha256').update(bytes.subarray(0, end)).update('}').digest('hex')
  const sequence = Number(head[1])
  return { sequence, previous: head[2], hash: tail[1], isIntact: hash === tail[1] }
}

/** Reads the number of a line's event, by which a reader can skip it cheaply. */
export function findSequence(bytes: Buffer): number | undefined {
  const head = HEAD.exec(bytes.toString('latin1', 0, HEAD_BYTES))
  return head?.[1] === undefined ? undefined : Number(head[1])
}
