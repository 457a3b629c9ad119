import { basename } from 'node:path'
import type { Files } from './files.ts'
import { decodeHeader, decodeLine, type JournalLine, type SegmentHeader } from './journal-line.ts'
import type { Segment } from './segments.ts'
import { StorageError } from './store-errors.ts'

/** What a segment holds; `length` is where its last good line ends, `torn` what a crash left behind it. */
export interface ReadSegment {
  readonly segment: Segment
  readonly header: SegmentHeader
  readonly lines: readonly JournalLine[]
  readonly length: number
  readonly torn: Uint8Array | undefined
}

const NEW_LINE = 10
const NUL = 0

/** Reads a segment; throws where it is broken, unless a crash during the last write explains it. */
export async function readSegment(
  files: Files,
  segment: Segment,
  isLast: boolean,
): Promise<ReadSegment> {
  const bytes = await files.readFile(segment.path)
  const headerEnd = bytes.indexOf(NEW_LINE) + 1
  const header = decodeHeader(bytes.toString('utf8', 0, Math.max(0, headerEnd - 1)))
  if (header?.firstSeq !== segment.firstSeq) throw toBrokenError(segment, 1, segment.firstSeq)

  const { lines, length } = readLines(bytes, headerEnd, segment.firstSeq)
  if (length === bytes.length) return { segment, header, lines, length, torn: undefined }
  const nextSeq = segment.firstSeq + lines.length
  const rest = bytes.subarray(length)
  if (isLast && isTorn(rest, nextSeq)) return { segment, header, lines, length, torn: rest }
  throw toBrokenError(segment, lines.length + 2, nextSeq)
}

/** Reads lines up to the first that is broken or not the next in sequence. */
function readLines(bytes: Buffer, start: number, firstSeq: number) {
  const lines: JournalLine[] = []
  let length = start
  for (let end = nextEnd(bytes, length); end > 0; end = nextEnd(bytes, length)) {
    const line = decodeLine(bytes.toString('utf8', length, end - 1))
    if (line?.seq !== firstSeq + lines.length) break
    lines.push(line)
    length = end
  }
  return { lines, length }
}

function nextEnd(bytes: Buffer, from: number): number {
  return bytes.indexOf(NEW_LINE, from) + 1
}

/**
 * A write that a crash cut short has no line feed or, where the disk wrote its pages in another order,
 * holds zeros; and no later line may have known its change set to be durable.
 */
function isTorn(rest: Buffer, seq: number): boolean {
  if (!rest.includes(NEW_LINE)) return true
  const [first, ...later] = rest.toString('utf8').split('\n').map(decodeLine)
  if (first || later.some((line) => line && line.durable >= seq)) return false
  return rest.includes(NUL)
}

function toBrokenError({ path }: Segment, line: number, seq: number): StorageError {
  const name = basename(path)
  return new StorageError(
    'storage_damaged',
    `${path}, line ${line} is damaged: expected change ${seq}. Nothing was changed. ` +
      'Restore the data directory from a backup. Or, to give up this change and all later ones: ' +
      `copy the directory, cut ${name} off before line ${line}, move later journal files away, ` +
      'and start again.',
  )
}
