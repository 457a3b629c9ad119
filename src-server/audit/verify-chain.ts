import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import type { AuditVerification } from '#contract/audit.ts'
import { GENESIS } from './audit-chain.ts'
import type { AuditFile } from './audit-files.ts'

interface Link {
  readonly sequence: number
  readonly hash: string
}

/** Recomputes every hash from the first event to the last and names the first line that does not fit. */
export async function verifyChain(files: readonly AuditFile[]): Promise<AuditVerification> {
  let last: Link = { sequence: 0, hash: GENESIS }
  for (const file of files) {
    let line = 0
    const lines = createInterface({ input: createReadStream(file.path), crlfDelay: Infinity })
    for await (const text of lines) {
      line += 1
      const next = checkLine(text, last)
      if (typeof next === 'string') {
        const broken = { file: basename(file.path), line, problem: next }
        return { ok: false, events: last.sequence, broken }
      }
      last = next
    }
  }
  return { ok: true, events: last.sequence, broken: null }
}

/** Gives the link that a line is, or says what is wrong with it. */
function checkLine(text: string, last: Link): Link | string {
  const match = /^(.*),"hash":"([0-9a-f]{64})"\}$/s.exec(text)
  const head = /^\{"sequence":(\d+),"previous":"([0-9a-f]{64})"/.exec(text)
  if (!match?.[1] || !match[2] || !head) return 'the line is not an event'
  const sequence = Number(head[1])
  if (sequence !== last.sequence + 1) {
    return `expected event ${last.sequence + 1}, found event ${sequence}`
  }
  if (head[2] !== last.hash) return 'it does not follow from the event before it'
  const hash = createHash('sha256').update(`${match[1]}}`).digest('hex')
  if (hash !== match[2]) return 'it was changed after it was written'
  return { sequence, hash }
}
