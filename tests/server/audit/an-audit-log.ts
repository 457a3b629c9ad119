import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { AuditLog } from '#server/audit/audit-log.ts'
import type { AuditEntry } from '#server/domain/audit-event.ts'
import { type Files, nodeFiles, type OpenFile } from '#server/store/files.ts'

export const NOW = Date.parse('2027-02-18T12:00:00Z')
export const GENESIS = '0'.repeat(64)

/** Makes an entry; its number tells it from others. */
export function anEntry(number: number, more: Partial<AuditEntry> = {}): AuditEntry {
  return {
    action: 'groups.create',
    actor: { kind: 'administrator', id: 'admin', name: 'Administrator' },
    result: 'ok',
    correlationId: `req_${number}`,
    ...more,
  }
}

/** Names a file in an empty directory that goes when the test ends. */
export async function aLogFile(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'doorward-audit-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  return join(directory, 'audit.jsonl')
}

/** Opens a log and keeps what it complains of; it is closed when the test ends. */
export async function openLog(
  file: string,
  files?: Files,
  { maximumFileBytes, now = () => NOW }: { maximumFileBytes?: number; now?: () => number } = {},
) {
  const troubles: string[] = []
  let events = 0
  const log = await AuditLog.open({
    file,
    now,
    newEventId: () => {
      events += 1
      return `evt_${events}`
    },
    onTrouble: (message) => void troubles.push(message),
    ...(files ? { files } : {}),
    ...(maximumFileBytes === undefined ? {} : { maximumFileBytes }),
  })
  let isClosed = false
  const close = () => {
    isClosed = true
    return log.close()
  }
  onTestFinished(async () => {
    if (!isClosed) await log.close().catch(() => undefined)
  })
  return { log, troubles, close }
}

export interface Line {
  readonly sequence: number
  readonly previous: string
  readonly hash: string
  readonly correlationId: string
}

/** Names the files of a log, oldest first. */
export async function listFiles(file: string): Promise<readonly string[]> {
  const names = (await readdir(dirname(file))).filter((name) => name.startsWith('audit'))
  const finished = names.filter((name) => name !== 'audit.jsonl').toSorted()
  return [...finished, 'audit.jsonl'].map((name) => join(dirname(file), name))
}

/** Reads a log over all its files, and proves its chain. */
export async function readWholeChain(file: string): Promise<readonly Line[]> {
  const texts = (await listFiles(file)).map((each) => readFile(each, 'utf8'))
  return proveChain((await Promise.all(texts)).join(''))
}

/** Reads a log and proves its chain by other code than wrote it; gives what it holds. */
export async function readChain(file: string): Promise<readonly Line[]> {
  return proveChain(await readFile(file, 'utf8'))
}

function proveChain(text: string): readonly Line[] {
  if (text !== '' && !text.endsWith('\n')) throw new Error('the last line is not whole')
  const lines = text.split('\n').slice(0, -1)
  let previous = GENESIS
  return lines.map((line, index) => {
    const parsed = JSON.parse(line) as Line
    const covered = `${line.slice(0, line.lastIndexOf(',"hash":'))}}`
    const hash = createHash('sha256').update(covered).digest('hex')
    if (parsed.hash !== hash) throw new Error(`line ${index + 1} was changed`)
    if (parsed.previous !== previous) throw new Error(`line ${index + 1} does not follow`)
    if (parsed.sequence !== index + 1) throw new Error(`line ${index + 1} is out of order`)
    previous = hash
    return parsed
  })
}

type Operation = 'write' | 'datasync' | 'truncate' | 'open' | 'rename' | 'syncDirectory'

export interface FailingFiles extends Files {
  /** Which operations of an open file fail from now on; `half` writes some bytes first. */
  failing: ReadonlySet<Operation | 'half'>
  /** What each fsync waits for before it succeeds or fails. */
  syncsAfter: Promise<void>
  readonly calls: string[]
}

/** The real files, which fail where a test wants them to. */
export function failingFiles(): FailingFiles {
  const calls: string[] = []
  const files: FailingFiles = {
    ...nodeFiles,
    calls,
    failing: new Set(),
    syncsAfter: Promise.resolve(),
    async open(path, flags, mode) {
      check('open')
      const file = await nodeFiles.open(path, flags, mode)
      return { ...bind(file), ...failingOperations(file) }
    },
    async rename(from, to) {
      check('rename')
      await nodeFiles.rename(from, to)
    },
    async syncDirectory(path) {
      check('syncDirectory')
      await nodeFiles.syncDirectory(path)
    },
  }
  const check = (operation: Operation) => {
    calls.push(operation)
    refuse(operation)
  }
  const refuse = (operation: Operation) => {
    if (files.failing.has(operation)) throw Object.assign(new Error('EIO'), { code: 'EIO' })
  }
  return files

  function failingOperations(file: OpenFile): Pick<OpenFile, 'write' | 'datasync' | 'truncate'> {
    return {
      async write(buffer, offset, length, position) {
        check('write')
        if (!files.failing.has('half')) return file.write(buffer, offset, length, position)
        await file.write(buffer, offset, Math.floor(length / 2), position)
        throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
      },
      async datasync() {
        calls.push('datasync')
        await files.syncsAfter
        refuse('datasync')
        await file.datasync()
      },
      async truncate(length) {
        check('truncate')
        await file.truncate(length)
      },
    }
  }
}

function bind(file: OpenFile): OpenFile {
  return {
    read: (...args) => file.read(...args),
    write: (...args) => file.write(...args),
    truncate: (length) => file.truncate(length),
    datasync: () => file.datasync(),
    sync: () => file.sync(),
    stat: () => file.stat(),
    close: () => file.close(),
  }
}
