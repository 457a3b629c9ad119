import { EventEmitter, once } from 'node:events'
import { copyFile, readFile, stat, unlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  aLogFile,
  anEntry,
  failingFiles,
  listFiles,
  openLog,
  readWholeChain,
} from './an-audit-log.ts'

/** Each event is about 300 bytes, so a file takes three. */
const small = { maximumFileBytes: 800 }

const idsOf = (lines: readonly { correlationId: string }[]) =>
  lines.map(({ correlationId }) => correlationId)

const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

const idsUpTo = (count: number) => Array.from({ length: count }, (_, index) => `req_${index}`)

async function appendOneByOne(
  log: Awaited<ReturnType<typeof openLog>>['log'],
  from: number,
  until: number,
) {
  for (let number = from; number < until; number += 1) {
    log.append(anEntry(number))
    await log.flush()
  }
}

describe('a file that is full is finished', () => {
  it('and the chain goes on in the next one', async () => {
    const file = await aLogFile()
    const { log, troubles } = await openLog(file, undefined, small)
    await appendOneByOne(log, 0, 10)
    expect(idsOf(await readWholeChain(file))).toEqual(idsUpTo(10))
    expect(troubles).toEqual([])
    expect(await log.verify()).toEqual({ ok: true, events: 10, broken: null })
  })

  it('and is called by the number of its first event', async () => {
    const file = await aLogFile()
    const { log } = await openLog(file, undefined, small)
    await appendOneByOne(log, 0, 10)
    const files = await listFiles(file)
    expect(files.length).toBeGreaterThan(3)
    for (const each of files.slice(0, -1)) {
      const [line = ''] = (await readFile(each, 'utf8')).split('\n')
      const { sequence } = JSON.parse(line) as { sequence: number }
      expect(basename(each)).toBe(`audit-${String(sequence).padStart(12, '0')}.jsonl`)
    }
  })

  it('but not before it is full', async () => {
    const file = await aLogFile()
    const { log } = await openLog(file, undefined, { maximumFileBytes: 1_000_000 })
    await appendOneByOne(log, 0, 10)
    expect(await listFiles(file)).toEqual([file])
  })

  it('with one that is larger than a file may be', async () => {
    const file = await aLogFile()
    const { log } = await openLog(file, undefined, { maximumFileBytes: 1 })
    await appendOneByOne(log, 0, 4)
    expect(await listFiles(file)).toHaveLength(5)
    expect(idsOf(await readWholeChain(file))).toEqual(idsUpTo(4))
  })

  it('by many events at once, none of which is lost', async () => {
    const file = await aLogFile()
    const { log } = await openLog(file, undefined, small)
    await Promise.all(
      Array.from({ length: 300 }, async (_, number) => {
        if (number % 7 === 0) await new Promise((resolve) => setImmediate(resolve))
        log.append(anEntry(number))
        await log.flush()
      }),
    )
    const ids = idsOf(await readWholeChain(file))
    expect(ids).toHaveLength(300)
    expect(new Set(ids)).toEqual(new Set(idsUpTo(300)))
    expect(await log.verify()).toEqual({ ok: true, events: 300, broken: null })
  })
})

describe('after a restart the chain goes on', () => {
  it('again and again, over many files', async () => {
    const file = await aLogFile()
    for (let round = 0; round < 6; round += 1) {
      const { log, close, troubles } = await openLog(file, undefined, small)
      await appendOneByOne(log, round * 4, round * 4 + 4)
      expect(await log.verify()).toMatchObject({ ok: true, events: round * 4 + 4 })
      await close()
      expect(troubles).toEqual([])
    }
    expect(idsOf(await readWholeChain(file))).toEqual(idsUpTo(24))
  })

  it('where a crash came between finishing a file and beginning the next', async () => {
    const file = await aLogFile()
    const first = await openLog(file, undefined, { maximumFileBytes: 1 })
    await appendOneByOne(first.log, 0, 3)
    await first.close()
    await unlink(file)

    const { log, troubles } = await openLog(file, undefined, small)
    expect(await log.verify()).toEqual({ ok: true, events: 3, broken: null })
    await appendOneByOne(log, 3, 9)
    expect(idsOf(await readWholeChain(file))).toEqual(idsUpTo(9))
    expect(await log.verify()).toEqual({ ok: true, events: 9, broken: null })
    expect(troubles).toEqual([])
  })

  it('where a crash left half a line in a file whose name was just changed', async () => {
    const file = await aLogFile()
    const first = await openLog(file, undefined, { maximumFileBytes: 1 })
    await appendOneByOne(first.log, 0, 2)
    await first.close()
    const [, second = ''] = await listFiles(file)
    await writeFile(second, `${await readFile(second, 'utf8')}{"sequence":3,`)

    const { log, troubles } = await openLog(file, undefined, small)
    expect(troubles).toEqual([expect.stringContaining('half a line')])
    await appendOneByOne(log, 2, 5)
    expect(idsOf(await readWholeChain(file))).toEqual(idsUpTo(5))
  })
})

describe('a disk that refuses', () => {
  it.each(['rename', 'open', 'syncDirectory'] as const)(
    'to %s makes the old file go on, and the next one is begun when it can be',
    async (kind) => {
      const file = await aLogFile()
      const files = failingFiles()
      const { log, troubles } = await openLog(file, files, small)
      await appendOneByOne(log, 0, 2)

      files.failing = new Set([kind])
      await appendOneByOne(log, 2, 8)
      expect(troubles.length).toBeGreaterThan(0)
      expect(new Set(troubles)).toEqual(
        new Set([expect.stringContaining('goes on in the old one')]),
      )
      expect(await log.verify()).toEqual({ ok: true, events: 8, broken: null })
      const { events } = await log.query({}, { limit: 100 })
      expect(idsOf(events)).toEqual(idsUpTo(8).toReversed())

      files.failing = new Set()
      await appendOneByOne(log, 8, 16)
      expect(idsOf(await readWholeChain(file))).toEqual(idsUpTo(16))
      expect(await log.verify()).toEqual({ ok: true, events: 16, broken: null })
      expect((await listFiles(file)).length).toBeGreaterThan(3)
    },
  )

  it('to sync while a file is to be finished does not stop the log for ever', async () => {
    const file = await aLogFile()
    const files = failingFiles()
    const { log } = await openLog(file, files, small)
    await appendOneByOne(log, 0, 1)

    const disk = new EventEmitter()
    files.calls.length = 0
    files.failing = new Set(['datasync'])
    files.syncsAfter = once(disk, 'answers').then(() => undefined)
    log.append(anEntry(1))
    const flushed = log.flush()
    while (files.calls.at(-1) !== 'datasync') await nextTurn()
    for (let number = 2; number < 6; number += 1) log.append(anEntry(number))
    while ((await stat(file)).size < 1500) await nextTurn()
    for (let turn = 0; turn < 20; turn += 1) await nextTurn()
    disk.emit('answers')
    await expect(flushed).rejects.toThrow('EIO')

    files.failing = new Set()
    await appendOneByOne(log, 6, 9)
    expect(idsOf(await readWholeChain(file))).toEqual(idsUpTo(9))
    expect(log.isBehind).toBe(false)
  })

  it('is survived by a restart in the middle', async () => {
    const file = await aLogFile()
    const files = failingFiles()
    const first = await openLog(file, files, small)
    await appendOneByOne(first.log, 0, 2)
    files.failing = new Set(['open'])
    await appendOneByOne(first.log, 2, 5)
    files.failing = new Set()
    await first.close()

    const { log } = await openLog(file, undefined, small)
    await appendOneByOne(log, 5, 9)
    expect(await log.verify()).toEqual({ ok: true, events: 9, broken: null })
    expect(idsOf(await readWholeChain(file))).toEqual(idsUpTo(9))
  })
})

it('never writes over a finished file', async () => {
  const file = await aLogFile()
  const kept = join(dirname(file), 'audit-000000000001.jsonl')
  const { log, troubles } = await openLog(file, undefined, small)
  await writeFile(kept, 'evidence\n')
  await appendOneByOne(log, 0, 5)
  expect(await readFile(kept, 'utf8')).toBe('evidence\n')
  expect(troubles[0]).toContain('goes on in the old one')
})

it('keeps older files in sight when the first line of the current one is damaged', async () => {
  const file = await aLogFile()
  const first = await openLog(file, undefined, { maximumFileBytes: 1 })
  await appendOneByOne(first.log, 0, 2)
  await first.close()
  const second = await openLog(file)
  await appendOneByOne(second.log, 2, 5)
  await second.close()
  await copyFile(file, `${file}.kept`)
  const text = await readFile(file, 'utf8')

  for (const damaged of [
    text.replace('"sequence":3', '"sequence":1'),
    text.replace('"seq', '"sec'),
  ]) {
    await writeFile(file, damaged)
    const { log, close } = await openLog(file)
    const { events } = await log.query({}, { limit: 10 })
    expect(idsOf(events)).toEqual(['req_4', 'req_3', 'req_1', 'req_0'])
    expect(await log.verify()).toMatchObject({ broken: { file: 'audit.jsonl', line: 1 } })
    await close()
  }
})
