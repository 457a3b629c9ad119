import { join } from 'node:path'
import type { Files } from './files.ts'

/** A file of the journal, named after the sequence number of the first change set that it may hold. */
export interface Segment {
  readonly path: string
  readonly firstSeq: number
}

const NAME = /^journal-(\d{12,})\.jsonl$/

export function toSegment(directory: string, firstSeq: number): Segment {
  const name = `journal-${String(firstSeq).padStart(12, '0')}.jsonl`
  return { path: join(directory, name), firstSeq }
}

/** Lists the segments of a directory, oldest first. */
export async function listSegments(files: Files, directory: string): Promise<readonly Segment[]> {
  const names = await files.readDirectory(directory)
  return names
    .map((name) => NAME.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map((digits) => toSegment(directory, Number(digits)))
    .sort((one, other) => one.firstSeq - other.firstSeq)
}

/** Picks the segments that may hold change sets after `seq`; none if the first of those is missing. */
export function selectSegments(segments: readonly Segment[], seq: number): readonly Segment[] {
  const start = segments.findLastIndex(({ firstSeq }) => firstSeq <= seq + 1)
  return start < 0 ? [] : segments.slice(start)
}

/** Deletes the segments that a state with every change set up to `seq` does not need. */
export async function deleteSegmentsUpTo(files: Files, directory: string, seq: number) {
  const segments = await listSegments(files, directory)
  const needed = selectSegments(segments, seq)
  if (needed.length === 0) return
  for (const { path } of segments.slice(0, -needed.length)) await files.unlink(path)
}
