import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { SECRET_PATTERN } from '#server/domain/secret-format.ts'
import { decodeLine } from '#server/store/journal-line.ts'
import type { HttpAnswer } from '#support/http-answer.ts'
import type { TestServer } from '#support/start-test-server.ts'

/**
 * What is kept of calls that were refused: failures that count, tokens used up, when somebody called;
 * and signing keys, which are looked after meanwhile.
 */
const KEPT_OF_REFUSALS = new Set([
  'lockouts',
  'usages',
  'usedTokens',
  'issuerKeySets',
  'signingKeys',
])

/** The inside of the server, which no answer may show. */
const INSIDE = /\bat \S+ \(|\bat (?:async )?(?:file:|\/)|node_modules|\.[mc]?[jt]s:\d|Error: /

const LONGEST_ANSWER_MS = 30_000

export interface Watch {
  /** Waits for an answer and checks what holds for all of them, whatever was asked. */
  check(
    answer: Promise<HttpAnswer>,
    options?: { readonly maySendSecret: boolean },
  ): Promise<HttpAnswer>
}

/** Watches a server from outside and inside: its answers, its log and what it writes to the journal. */
export function watchServer(server: TestServer): Watch {
  const readChanges = followJournal(server.dataDirectory)
  const readLog = followLog(server.log)
  readChanges()
  return {
    async check(asked, { maySendSecret } = { maySendSecret: false }) {
      readChanges()
      const answer = await Promise.race([asked, rejectLate()])
      const { status, text } = answer
      expect(status, text).toBeGreaterThanOrEqual(100)
      expect(status, text).toBeLessThan(500)
      const isRefused = status >= 400
      if (isRefused) expect(text).not.toMatch(INSIDE)
      if (isRefused || !maySendSecret) expect(text).not.toMatch(SECRET_PATTERN)
      expect(text).not.toContain(server.adminToken)
      const changed = readChanges()
      if (isRefused) expect(changed.filter((name) => !KEPT_OF_REFUSALS.has(name))).toEqual([])
      expect(readLog().filter(isTrouble)).toEqual([])
      return answer
    },
  }
}

function isTrouble(line: string): boolean {
  return /"level":[56]0/.test(line) || SECRET_PATTERN.test(line)
}

function followLog(log: readonly string[]): () => readonly string[] {
  const seen = { lines: 0 }
  return () => {
    const fresh = log.slice(seen.lines)
    seen.lines = log.length
    return fresh
  }
}

/** Gives the collections that were written to since the last time. */
function followJournal(directory: string): () => readonly string[] {
  const seen = { name: '', bytes: 0 }
  return () => {
    const name = readdirSync(directory).findLast((each) => each.startsWith('journal-')) ?? ''
    const from = name === seen.name ? seen.bytes : 0
    const text = readFrom(join(directory, name), from)
    Object.assign(seen, { name, bytes: from + Buffer.byteLength(text) })
    return text
      .split('\n')
      .flatMap((line) => decodeLine(line)?.changes ?? [])
      .map(([, collection]) => collection)
  }
}

function readFrom(path: string, start: number): string {
  const length = statSync(path).size - start
  if (length <= 0) return ''
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(length)
    readSync(file, bytes, 0, length, start)
    return bytes.toString('utf8')
  } finally {
    closeSync(file)
  }
}

/** A server that does not answer is a finding like any other. */
async function rejectLate(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error('There was no answer.')), LONGEST_ANSWER_MS).unref()
  })
}
