import { readFile, rename, stat, truncate, unlink, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aLogFile, anEntry, listFiles, openLog } from './an-audit-log.ts'

/** A log of 12 events in files of three or four lines; the last file is still written. */
async function aLog() {
  const file = await aLogFile()
  const { log, close } = await openLog(file, undefined, { maximumFileBytes: 800 })
  for (let number = 0; number < 10; number += 1) {
    log.append(anEntry(number, { reason: `of ${number} \u2028 \ufffd \ud800 \r\n` }))
    await log.flush()
  }
  return { file, log, close, files: await listFiles(file) }
}

type Lines = readonly string[]

async function change(file: string, how: (lines: Lines) => Lines) {
  const lines = (await readFile(file, 'utf8')).split('\n').slice(0, -1)
  await writeFile(
    file,
    how(lines)
      .map((line) => `${line}\n`)
      .join(''),
  )
}

async function moveTo(file: string, other: string) {
  await rename(file, `${file}.kept`)
  await rename(other, file)
  await rename(`${file}.kept`, other)
}

it('finds nothing in a log as it was written, however odd its texts', async () => {
  const { log, files } = await aLog()
  expect(files).toHaveLength(4)
  expect(await log.verify()).toEqual({ ok: true, events: 10, broken: null })
})

it('finds nothing in an empty log', async () => {
  const { log } = await openLog(await aLogFile())
  expect(await log.verify()).toEqual({ ok: true, events: 0, broken: null })
})

describe('names the file and the line', () => {
  const second = 'audit-000000000004.jsonl'
  const third = 'audit-000000000007.jsonl'
  const current = 'audit.jsonl'

  it.each<
    readonly [string, (files: Lines) => Promise<void>, readonly [string, number, RegExp], number]
  >([
    [
      'where a word is changed',
      ([, file = '']) =>
        change(file, (lines) =>
          lines.map((line, at) => (at === 1 ? line.replace('"ok"', '"no"') : line)),
        ),
      [second, 2, /changed after/],
      4,
    ],
    [
      'where a hash is changed',
      ([, file = '']) =>
        change(file, ([a = '', b = '', ...rest]) => [
          a,
          b.replace(/.{64}"\}$/, `${'0'.repeat(64)}"}`),
          ...rest,
        ]),
      [second, 2, /changed after/],
      4,
    ],
    [
      'where a line is changed and given a hash that fits',
      async ([, file = '']) => {
        const { createHash } = await import('node:crypto')
        await change(file, ([a = '', b = '', ...rest]) => {
          const body = b.replace('"ok"', '"no"').slice(0, b.lastIndexOf(',"hash"'))
          const hash = createHash('sha256').update(`${body}}`).digest('hex')
          return [a, `${body},"hash":"${hash}"}`, ...rest]
        })
      },
      [second, 3, /does not follow/],
      5,
    ],
    [
      'where a line is cut out',
      ([, file = '']) => change(file, (lines) => lines.toSpliced(1, 1)),
      [second, 2, /expected event 5, found event 6/],
      4,
    ],
    [
      'where the first line of a file is cut out',
      ([, file = '']) => change(file, (lines) => lines.slice(1)),
      [second, 1, /expected event 4, found event 5/],
      3,
    ],
    [
      'where the last line of a file is cut off',
      ([, file = '']) => change(file, (lines) => lines.slice(0, -1)),
      [third, 1, /expected event 6, found event 7/],
      5,
    ],
    [
      'where two lines change places',
      ([, file = '']) => change(file, ([a = '', b = '', ...rest]) => [b, a, ...rest]),
      [second, 1, /expected event 4, found event 5/],
      3,
    ],
    [
      'where a line is repeated',
      ([, file = '']) => change(file, ([a = '', ...rest]) => [a, a, ...rest]),
      [second, 2, /expected event 5, found event 4/],
      4,
    ],
    [
      'where a line is put in between',
      ([, file = '']) => change(file, ([a = '', ...rest]) => [a, 'nothing of ours', ...rest]),
      [second, 2, /not an event/],
      4,
    ],
    [
      'where an empty line is put in between',
      ([, file = '']) => change(file, ([a = '', ...rest]) => [a, '', ...rest]),
      [second, 2, /not an event/],
      4,
    ],
    [
      'where the first file is missing',
      ([file = '']) => unlink(file),
      [second, 1, /expected event 1, found event 4/],
      0,
    ],
    [
      'where a file in the middle is missing',
      ([, file = '']) => unlink(file),
      [third, 1, /expected event 4, found event 7/],
      3,
    ],
    [
      'where the file that is written is missing',
      (files) => unlink(files.at(-1) ?? ''),
      [current, 1, /gone/],
      9,
    ],
    [
      'where two files change places',
      ([one = '', other = '']) => moveTo(one, other),
      ['audit-000000000001.jsonl', 1, /expected event 1, found event 4/],
      0,
    ],
    [
      'where a finished file ends in half a line',
      async ([, file = '']) => truncate(file, (await stat(file)).size - 1),
      [second, 3, /not an event/],
      5,
    ],
    [
      'where the log is cut off in the middle of a line',
      (files) => truncate(files.at(-1) ?? '', 100),
      [current, 1, /not an event/],
      9,
    ],
    [
      'where the log is cut off behind a line',
      (files) => truncate(files.at(-1) ?? '', 0),
      [current, 1, /expected event 10, but the log ends here/],
      9,
    ],
  ])('%s', async (_, damage, [file, line, problem], events) => {
    const { log, files } = await aLog()
    await damage(files)
    expect(await log.verify()).toEqual({
      ok: false,
      events,
      broken: { file, line, problem: expect.stringMatching(problem) },
    })
  })

  it('where everything is written anew from a line on, with hashes that fit', async () => {
    const { log, file } = await aLog()
    const other = await aLogFile()
    const forger = await openLog(other, undefined, { maximumFileBytes: 800 })
    for (let number = 0; number < 10; number += 1) {
      forger.log.append(anEntry(number, { reason: `no ${number} \u2028 \ufffd \ud800 \r\n` }))
      await forger.log.flush()
    }
    for (const [index, each] of (await listFiles(file)).entries()) {
      await writeFile(each, await readFile((await listFiles(other))[index] ?? ''))
    }
    expect(await log.verify()).toMatchObject({
      ok: false,
      broken: { file: 'audit.jsonl', problem: expect.stringContaining('event 10 as written') },
    })
  })
})

it('finds every single byte that is changed, and its line', async () => {
  const { log, files } = await aLog()
  const originals = await Promise.all(files.map((file) => readFile(file)))
  const place = fc
    .integer({ min: 0, max: files.length - 1 })
    .chain((file) => fc.tuple(fc.constant(file), fc.nat((originals[file]?.length ?? 1) - 1)))
  await fc.assert(
    fc.asyncProperty(place, fc.integer({ min: 1, max: 255 }), async ([number, at], by) => {
      const file = files[number] ?? ''
      const original = originals[number] ?? Buffer.alloc(0)
      const damaged = Buffer.from(original)
      damaged[at] = (original[at] ?? 0) ^ by
      await writeFile(file, damaged)
      const { ok, broken } = await log.verify()
      await writeFile(file, original)
      const line = original.subarray(0, at).toString('latin1').split('\n').length
      expect(ok).toBe(false)
      expect(broken).toMatchObject({ file: basename(file), line })
    }),
    { numRuns: 300 },
  )
})

it('finds a character changed for another that reads alike', async () => {
  const { log, files } = await aLog()
  const [file = ''] = files
  const original = await readFile(file)
  const at = original.indexOf(Buffer.from('\ufffd'))
  // Bytes that are no UTF-8 read as U+FFFD, too.
  await writeFile(
    file,
    Buffer.concat([original.subarray(0, at), Buffer.from([0xff]), original.subarray(at + 3)]),
  )
  expect(await log.verify()).toMatchObject({ ok: false, broken: { line: 1 } })
})

it('is not misled by files that are finished while it reads', async () => {
  const { log } = await aLog()
  for (let round = 0; round < 20; round += 1) {
    const verified = log.verify()
    for (let number = 0; number < 5; number += 1) {
      log.append(anEntry(10 + round * 5 + number))
      if (number % 2 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    expect(await verified).toMatchObject({ ok: true, broken: null })
    await log.flush()
  }
})
