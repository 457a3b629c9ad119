import { appendFile, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { StartError } from '#server/errors.ts'
import {
  aLogFile,
  anEntry,
  failingFiles,
  GENESIS,
  NOW,
  openLog,
  readChain,
} from './an-audit-log.ts'

const idsOf = (lines: readonly { correlationId: string }[]) =>
  lines.map(({ correlationId }) => correlationId)

/** What opening a log asks of the disk. */
const atStart = new Set(['open', 'syncDirectory'])

const idsUpTo = (count: number) => Array.from({ length: count }, (_, index) => `req_${index}`)

describe('writes a chain', () => {
  it('in which each event carries the hash of the one before', async () => {
    const file = await aLogFile()
    const { log } = await openLog(file)
    for (let number = 0; number < 5; number += 1) log.append(anEntry(number))
    await log.flush()
    const lines = await readChain(file)
    expect(idsOf(lines)).toEqual(idsUpTo(5))
    expect(lines[0]?.previous).toBe(GENESIS)
    expect(lines.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5])
  })

  it('without anybody asking, and events of the same moment in one write', async () => {
    const file = await aLogFile()
    const files = failingFiles()
    const { log } = await openLog(file, files)
    for (let number = 0; number < 50; number += 1) {
      log.append(anEntry(number))
      await Promise.resolve()
    }
    await vi.waitFor(async () => expect(idsOf(await readChain(file))).toEqual(idsUpTo(50)))
    expect(files.calls.filter((call) => call === 'write')).toHaveLength(1)
    expect(log.isBehind).toBe(false)
  })

  it('with all that is known of an event, and when', async () => {
    const file = await aLogFile()
    const { log } = await openLog(file)
    const entry = anEntry(7, {
      result: 'refused',
      reason: 'forbidden',
      target: { id: 'sa_1', path: 'acme/deployer' },
      address: '192.0.2.7',
    })
    log.append(entry)
    await log.flush()
    const [line] = await readChain(file)
    expect(line).toMatchObject({ ...entry, id: 'evt_1', at: new Date(NOW).toISOString() })
  })

  it('whatever the texts of the events hold', async () => {
    const file = await aLogFile()
    const { log } = await openLog(file)
    const texts = fc.sample(fc.string({ unit: 'binary' }), 100)
    const hostile = ['\n', '\r\n{"sequence":1}', '","hash":"0"}', '\u2028', '\ud800', '<b>']
    for (const [number, text] of [...texts, ...hostile].entries()) {
      log.append(anEntry(number, { reason: text, target: { id: text, path: text } }))
    }
    await log.flush()
    expect(await readChain(file)).toHaveLength(texts.length + hostile.length)
  })

  it('that only its owner may read', async () => {
    const file = await aLogFile()
    await openLog(file)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it('without losing or moving one of 1,000 events at once', async () => {
    const file = await aLogFile()
    const { log, troubles } = await openLog(file)
    await Promise.all(
      Array.from({ length: 1000 }, async (_, number) => {
        if (number % 3 === 0) await Promise.resolve()
        if (number % 50 === 0) await new Promise((resolve) => setImmediate(resolve))
        log.append(anEntry(number))
        await log.flush()
      }),
    )
    const ids = idsOf(await readChain(file))
    expect(ids).toHaveLength(1000)
    expect(new Set(ids)).toEqual(new Set(idsUpTo(1000)))
    expect(troubles).toEqual([])
  })
})

describe('a changed log is found out', () => {
  it.each([
    ['a line is changed', (lines: string[]) => lines.with(1, String(lines[1]).replace('ok', 'no'))],
    ['a line is cut out', (lines: string[]) => lines.toSpliced(1, 1)],
    ['two lines change places', ([a, b, c]: string[]) => [a, c, b]],
    ['a line is repeated', ([a, b, c]: string[]) => [a, b, b, c]],
    ['the first line is cut off', (lines: string[]) => lines.slice(1)],
  ])('when %s', async (_, change) => {
    const file = await aLogFile()
    const { log } = await openLog(file)
    for (let number = 0; number < 3; number += 1) log.append(anEntry(number))
    await log.flush()
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
    await writeFile(file, `${change(lines).join('\n')}\n`)
    await expect(readChain(file)).rejects.toThrow(/changed|follow|order/)
  })
})

describe('goes on after a restart', () => {
  it('where it ended', async () => {
    const file = await aLogFile()
    for (let round = 0; round < 3; round += 1) {
      const { log, close, troubles } = await openLog(file)
      log.append(anEntry(2 * round))
      log.append(anEntry(2 * round + 1))
      await close()
      expect(troubles).toEqual([])
    }
    expect(idsOf(await readChain(file))).toEqual(idsUpTo(6))
  })

  it.each([1, 7, 80, 200])(
    'and cuts off the last line where %d bytes of it are missing',
    async (missing) => {
      const file = await aLogFile()
      const first = await openLog(file)
      for (let number = 0; number < 3; number += 1) first.log.append(anEntry(number))
      await first.close()
      await truncate(file, (await stat(file)).size - missing)

      const { log, troubles, close } = await openLog(file)
      expect(troubles).toEqual([expect.stringMatching(/ended in half a line of \d+ bytes/)])
      log.append(anEntry(9))
      await close()
      expect(idsOf(await readChain(file))).toEqual(['req_0', 'req_1', 'req_9'])
    },
  )

  it.each([
    ['zeros', Buffer.alloc(500)],
    ['half a line', Buffer.from('{"sequence":4,"prev')],
    ['a line without its break', Buffer.from(`{"sequence":4,"hash":"${GENESIS}"}`)],
  ])('and cuts off %s behind the last line', async (_, bytes) => {
    const file = await aLogFile()
    const first = await openLog(file)
    first.log.append(anEntry(0))
    await first.close()
    await appendFile(file, bytes)

    const { log, troubles, close } = await openLog(file)
    expect(troubles).toHaveLength(1)
    log.append(anEntry(1))
    await close()
    expect(idsOf(await readChain(file))).toEqual(['req_0', 'req_1'])
  })

  it('behind an event that is larger than what is read at once', async () => {
    const file = await aLogFile()
    const first = await openLog(file)
    const path = 'x'.repeat(900_000)
    first.log.append(anEntry(0))
    first.log.append(anEntry(1, { target: { id: 'sa_1', path } }))
    await first.close()
    await appendFile(file, '{"sequence":3,"prev')
    const { log, close, troubles } = await openLog(file)
    log.append(anEntry(2))
    await close()
    expect(troubles).toHaveLength(1)
    expect(idsOf(await readChain(file))).toEqual(idsUpTo(3))
  })

  it('from the start where there is only half a line', async () => {
    const file = await aLogFile()
    await writeFile(file, '{"sequence":1,"prev')
    const { log, troubles, close } = await openLog(file)
    expect(troubles).toHaveLength(1)
    log.append(anEntry(0))
    await close()
    expect(idsOf(await readChain(file))).toEqual(['req_0'])
  })

  it('from the start where the file is empty', async () => {
    const file = await aLogFile()
    await writeFile(file, '')
    const { log, troubles, close } = await openLog(file)
    log.append(anEntry(0))
    await close()
    expect(troubles).toEqual([])
    expect(idsOf(await readChain(file))).toEqual(['req_0'])
  })

  it('where the log is much longer than what is read of it', async () => {
    const file = await aLogFile()
    const first = await openLog(file)
    const path = 'x'.repeat(2000)
    for (let number = 0; number < 400; number += 1) {
      first.log.append(anEntry(number, { target: { id: 'sa_1', path } }))
    }
    await first.close()
    const { log, close } = await openLog(file)
    log.append(anEntry(400))
    await close()
    expect(idsOf(await readChain(file))).toEqual(idsUpTo(401))
  })
})

describe('refuses in one line to go on behind a damaged end, and leaves it as it is', () => {
  it.each([
    ['no JSON', 'not a line of ours\n'],
    ['zeros with a break', `${'\0'.repeat(400)}\n`],
    ['a line without a number', `{"hash":"${GENESIS}"}\n`],
    ['a line without a hash', '{"sequence":1}\n'],
    ['a hash that is none', '{"sequence":1,"hash":"x"}\n'],
    ['a number that is none', `{"sequence":"1","hash":"${GENESIS}"}\n`],
    ['an empty line', '\n'],
    ['an empty line behind others', `{"sequence":1,"hash":"${GENESIS}"}\n\n`],
    ['more than any event without a break', 'x'.repeat(300_000)],
    ['a line larger than any event', `${'x'.repeat(300_000)}\n`],
  ])('%s', async (_, content) => {
    const file = await aLogFile()
    await writeFile(file, content)
    const failure = await openLog(file).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(StartError)
    expect(failure).toMatchObject({ exitCode: 1, message: expect.stringContaining(file) })
    expect(String(failure)).not.toContain('\n')
    expect(await readFile(file, 'utf8')).toBe(content)
  })
})

describe('a disk that refuses', () => {
  it.each(['write', 'half'] as const)(
    'to %s makes events wait in order, without a hole',
    async (kind) => {
      const file = await aLogFile()
      const files = failingFiles()
      const { log, troubles } = await openLog(file, files)
      log.append(anEntry(0))
      await log.flush()

      files.failing = new Set([kind])
      log.append(anEntry(1))
      await expect(log.flush()).rejects.toThrow('could not be written')
      log.append(anEntry(2))
      await expect(log.flush()).rejects.toThrow('could not be written')
      expect(log.isBehind).toBe(true)
      expect(troubles.length).toBeGreaterThan(0)
      expect(idsOf(await readChain(file))).toEqual(['req_0'])

      files.failing = new Set()
      log.append(anEntry(3))
      await log.flush()
      expect(log.isBehind).toBe(false)
      expect(idsOf(await readChain(file))).toEqual(idsUpTo(4))
    },
  )

  it('keeps events that came during a failing write behind those of it', async () => {
    const file = await aLogFile()
    const files = failingFiles()
    const { log } = await openLog(file, files)
    files.failing = new Set(['half'])
    log.append(anEntry(0))
    while (!files.calls.includes('write')) await new Promise((resolve) => setImmediate(resolve))
    log.append(anEntry(1))
    await expect(log.flush()).rejects.toThrow('could not be written')
    files.failing = new Set()
    log.append(anEntry(2))
    await log.flush()
    expect(idsOf(await readChain(file))).toEqual(idsUpTo(3))
  })

  it('is behind until they are written, also while that is tried again', async () => {
    const files = failingFiles()
    const { log } = await openLog(await aLogFile(), files)
    files.failing = new Set(['write'])
    log.append(anEntry(0))
    await expect(log.flush()).rejects.toThrow('could not be written')
    files.failing = new Set()
    files.calls.length = 0
    const flushed = log.flush()
    while (files.calls.at(-1) !== 'write') await Promise.resolve()
    expect(log.isBehind).toBe(true)
    await flushed
    expect(log.isBehind).toBe(false)
  })

  it('leaves nothing of a failed write behind, even where it cannot be cut off', async () => {
    const file = await aLogFile()
    const files = failingFiles()
    const { log } = await openLog(file, files)
    log.append(anEntry(0))
    await log.flush()
    files.failing = new Set(['half', 'truncate'])
    log.append(anEntry(1))
    await expect(log.flush()).rejects.toThrow()
    files.failing = new Set()
    await log.flush()
    expect(idsOf(await readChain(file))).toEqual(idsUpTo(2))
  })

  it('is tried again by flush alone', async () => {
    const file = await aLogFile()
    const files = failingFiles()
    const { log } = await openLog(file, files)
    files.failing = new Set(['write'])
    log.append(anEntry(0))
    await expect(log.flush()).rejects.toThrow()
    files.failing = new Set()
    await log.flush()
    expect(idsOf(await readChain(file))).toEqual(['req_0'])
  })

  it('to sync is told to all who wait', async () => {
    const file = await aLogFile()
    const files = failingFiles()
    const { log } = await openLog(file, files)
    files.failing = new Set(['datasync'])
    log.append(anEntry(0))
    const outcomes = await Promise.allSettled([log.flush(), log.flush(), log.flush()])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(log.isBehind).toBe(true)
    files.failing = new Set()
    await log.flush()
    expect(log.isBehind).toBe(false)
    expect(idsOf(await readChain(file))).toEqual(['req_0'])
  })

  it('says so to who waits, though another event is on its way again', async () => {
    const file = await aLogFile()
    const files = failingFiles()
    const { log } = await openLog(file, files)
    files.failing = new Set(['write'])
    log.append(anEntry(0))
    const waiting = log.flush().finally(() => log.append(anEntry(2)))
    const waitingToo = log.flush()
    await expect(waiting).rejects.toThrow('could not be written')
    await expect(waitingToo).rejects.toThrow('could not be written')
  })
})

describe('flush', () => {
  it('is over only when its events are on the disk', async () => {
    const file = await aLogFile()
    const files = failingFiles()
    const { log } = await openLog(file, files)
    log.append(anEntry(0))
    await log.flush()
    expect(files.calls.filter((call) => !atStart.has(call))).toEqual(['write', 'datasync'])
    log.append(anEntry(1))
    await log.flush()
    expect(files.calls.at(-1)).toBe('datasync')
  })

  it('makes a new log durable by name, too', async () => {
    const files = failingFiles()
    const { log } = await openLog(await aLogFile(), files)
    log.append(anEntry(0))
    await log.flush()
    expect(files.calls).toContain('syncDirectory')
  })

  it('shares one write and one sync among events of the same moment', async () => {
    const files = failingFiles()
    const { log } = await openLog(await aLogFile(), files)
    await Promise.all(
      Array.from({ length: 100 }, (_, number) => {
        log.append(anEntry(number))
        return log.flush()
      }),
    )
    expect(files.calls.filter((call) => call === 'write')).toHaveLength(1)
    expect(files.calls.filter((call) => call === 'datasync').length).toBeLessThanOrEqual(2)
  })

  it('has nothing to do where nothing was added', async () => {
    const files = failingFiles()
    const { log } = await openLog(await aLogFile(), files)
    await log.flush()
    expect(files.calls.filter((call) => !atStart.has(call))).toEqual([])
  })

  it('does not mistake an event that was added meanwhile for one that failed', async () => {
    const file = await aLogFile()
    const { log } = await openLog(file)
    const flushed = log.flush()
    log.append(anEntry(0))
    await expect(flushed).resolves.toBeUndefined()
    await log.flush()
    expect(await readChain(file)).toHaveLength(1)
  })

  it('is done by close, which then lets go of the file', async () => {
    const file = await aLogFile()
    const { log, close, troubles } = await openLog(file)
    log.append(anEntry(0))
    await close()
    expect(idsOf(await readChain(file))).toEqual(['req_0'])
    log.append(anEntry(1))
    await expect(log.flush()).rejects.toThrow()
    expect(troubles).toHaveLength(1)
    expect(idsOf(await readChain(file))).toEqual(['req_0'])
  })
})
