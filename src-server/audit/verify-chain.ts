import { basename } from 'node:path'
import type { AuditVerification } from '#contract/audit.ts'
import { GENESIS, type Link, readLine } from './audit-chain.ts'
import { type AuditFile, openAuditFile } from './audit-files.ts'
import { readLines } from './audit-lines.ts'

/** How far a check came: the last event that fits, its line, and what is wrong with the next. */
interface Progress {
  readonly last: Link
  readonly line: number
  readonly problem?: string
}

/**
 * Recomputes every hash from the first event to the last and names the first line that does not
 * fit. `end` is the event that was written last, so that a log cut off there is found out, too.
 */
export async function verifyChain(
  files: readonly AuditFile[],
  end: Link,
): Promise<AuditVerification> {
  let progress: Progress = { last: GENESIS, line: 0 }
  let name = 'audit.jsonl'
  for (const file of files) {
    name = basename(file.path)
    progress = await verifyFile(file, progress.last)
    if (progress.problem !== undefined) break
  }
  const { last, line } = progress
  const problem = progress.problem ?? findProblemAtEnd(last, end)
  const broken = problem === undefined ? null : { file: name, line: line + 1, problem }
  return { ok: broken === null, events: last.sequence, broken }
}

async function verifyFile(file: AuditFile, before: Link): Promise<Progress> {
  const opened = await openAuditFile(file)
  if (!opened) return { last: before, line: 0, problem: 'the file is gone' }
  try {
    let progress: Progress = { last: before, line: 0 }
    for await (const bytes of readLines(opened)) {
      const next = checkLine(bytes, progress.last)
      if (typeof next === 'string') return { ...progress, problem: next }
      progress = { last: next, line: progress.line + 1 }
    }
    return progress
  } finally {
    await opened.handle.close()
  }
}

/** Gives the link that a line is, or says what is wrong with it. */
function checkLine(bytes: Buffer, last: Link): Link | string {
  const line = readLine(bytes)
  if (!line) return 'the line is not an event'
  if (line.sequence !== last.sequence + 1) {
    return `expected event ${last.sequence + 1}, found event ${line.sequence}`
  }
  if (line.previous !== last.hash) return 'it does not follow from the event before it'
  return line.isIntact ? line : 'it was changed after it was written'
}

function findProblemAtEnd(last: Link, end: Link): string | undefined {
  if (last.sequence < end.sequence) {
    return `expected event ${last.sequence + 1}, but the log ends here`
  }
  return last.hash === end.hash
    ? undefined
    : `it does not end with event ${end.sequence} as written`
}
