import { appendFile, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { Attempt } from '#server/domain/trust/attempt.ts'
import { type Files, nodeFiles, type OpenFile } from '#server/store/files.ts'
import { AttemptLog, type AttemptLogParts } from '#server/trust/attempt-log.ts'
import { aDirectory } from '#support/temporary-store.ts'
import { anAttempt } from './an-attempt.ts'

const DAY_MS = 86_400_000

interface Options extends Partial<AttemptLogParts> {
  readonly directory?: string
}

async function aLog(options: Options = {}) {
  const directory = options.directory ?? (await aDirectory())
  const troubles: string[] = []
  const log = await AttemptLog.open({
    path: join(directory, 'attempts.jsonl'),
    now: () => 1_000_000,
    limits: () => ({ attemptsMaximum: 100, attemptsMaximumDays: 30 }),
    onTrouble: (message) => troubles.push(message),
    ...options,
  })
  onTestFinished(() => log.close())
  return { log, troubles, path: join(directory, 'attempts.jsonl'), directory }
}

const idsOf = (attempts: Iterable<Pick<Attempt, 'id'>>) => [...attempts].map(({ id }) => id)

it('lists attempts newest first, and finds each by its id', async () => {
  const { log } = await aLog()
  for (const id of ['att_1', 'att_2', 'att_3']) log.record(anAttempt({ id }))
  expect(idsOf(log.list({}))).toEqual(['att_3', 'att_2', 'att_1'])
  expect(log.find('att_2')?.id).toBe('att_2')
  expect(log.find('att_9')).toBeUndefined()
})

it.each([
  ['account', { accountId: 'sa_2' }, ['att_4', 'att_2']],
  ['issuer', { issuerId: 'iss_2' }, ['att_3']],
  ['policy', { policyId: 'tp_1' }, ['att_1']],
  ['verdict', { accepted: true }, ['att_1']],
  ['stage', { stage: 'audience' }, ['att_2']],
])('filters by %s', async (_, filter, expected) => {
  const { log } = await aLog()
  const policy = { policyId: 'tp_2', accountId: 'sa_2', accepted: false, stage: null, checks: [] }
  log.record(anAttempt({ id: 'att_1', accepted: true, stage: null, policyId: 'tp_1' }))
  log.record(anAttempt({ id: 'att_2', accountId: 'sa_2', stage: 'audience' }))
  log.record(anAttempt({ id: 'att_3', issuerId: 'iss_2' }))
  log.record(anAttempt({ id: 'att_4', accountId: null, policies: [policy] }))
  expect(idsOf(log.list(filter))).toEqual(expected)
})

it('keeps them over a restart', async () => {
  const { log, directory } = await aLog()
  log.record(anAttempt({ caller: 'somebody' }))
  await log.flush()
  const again = await aLog({ directory })
  expect(again.log.find('att_1')).toEqual(anAttempt({ caller: 'somebody' }))
  expect(again.troubles).toEqual([])
})

it('goes on after a torn line, which it tells about', async () => {
  const { log, directory, path } = await aLog()
  log.record(anAttempt({ id: 'att_1' }))
  await log.flush()
  await appendFile(path, '{"id":"att_torn","claims":{"project')

  const second = await aLog({ directory })
  expect(second.troubles).toHaveLength(1)
  second.log.record(anAttempt({ id: 'att_2' }))
  await second.log.flush()

  const third = await aLog({ directory })
  expect(idsOf(third.log.list({}))).toEqual(['att_2', 'att_1'])
  expect(third.troubles).toEqual([])
})

it('leaves out what is no attempt, and tells about it when somebody looks', async () => {
  const { log, directory, path } = await aLog()
  log.record(anAttempt({ id: 'att_1' }))
  await log.flush()
  await appendFile(path, 'no JSON\n{"id":"att_foreign"}\n')

  const again = await aLog({ directory })
  again.log.record(anAttempt({ id: 'att_2' }))
  expect(again.troubles).toEqual([])
  expect(idsOf(again.log.list({}))).toEqual(['att_2', 'att_1'])
  expect(again.log.find('att_foreign')).toBeUndefined()
  expect(again.troubles).toHaveLength(1)
})

it('finds an attempt of an earlier run, also first of all', async () => {
  const { log, directory } = await aLog()
  for (const id of ['att_1', 'att_2']) log.record(anAttempt({ id, correlationId: `req_of_${id}` }))
  await log.flush()
  expect((await aLog({ directory })).log.find('att_1')?.id).toBe('att_1')
  expect((await aLog({ directory })).log.findByCorrelationId('req_of_att_2')?.id).toBe('att_2')
})

it('lets the oldest go first, also those of an earlier run that nobody has looked at', async () => {
  const { log, directory } = await aLog()
  for (let n = 0; n < 100; n += 1) log.record(anAttempt({ id: `att_${n}` }))
  await log.flush()
  const again = await aLog({ directory })
  for (let n = 100; n < 150; n += 1) again.log.record(anAttempt({ id: `att_${n}` }))
  const ids = idsOf(again.log.list({}))
  expect(ids.slice(0, 50)).toEqual(Array.from({ length: 50 }, (_, n) => `att_${149 - n}`))
  expect(ids.length).toBeGreaterThanOrEqual(100)
  expect(ids.length).toBeLessThanOrEqual(110)
  expect(again.log.find('att_0')).toBeUndefined()
})

it('keeps what nobody has looked at since a restart when its file is written anew', async () => {
  const { log, directory } = await aLog()
  log.record(anAttempt({ id: 'att_before' }))
  await log.flush()
  const { log: next } = await aLog({ directory })
  for (let n = 0; n < 90; n += 1) {
    next.record(anAttempt({ id: `att_${n}`, caller: 'x'.repeat(100_000) }))
  }
  await next.flush()
  const third = await aLog({ directory })
  expect(third.log.find('att_before')?.id).toBe('att_before')
  expect(idsOf(third.log.list({}))).toHaveLength(91)
})

it('keeps about as many as the settings say, the latest ones', async () => {
  const { log, directory } = await aLog()
  for (let n = 0; n < 1000; n += 1) log.record(anAttempt({ id: `att_${n}` }))
  const ids = idsOf(log.list({}))
  expect(ids[0]).toBe('att_999')
  expect(ids.length).toBeGreaterThanOrEqual(100)
  expect(ids.length).toBeLessThanOrEqual(110)
  expect(log.find('att_0')).toBeUndefined()
  await log.flush()
  const again = await aLog({ directory })
  expect(again.log.find('att_0')).toBeUndefined()
  expect(idsOf(again.log.list({}))[0]).toBe('att_999')
})

it('forgets what is older than the settings say', async () => {
  const clock = { now: 1_000_000 }
  const { log } = await aLog({ now: () => clock.now })
  log.record(anAttempt({ id: 'att_1', at: clock.now }))
  clock.now += 30 * DAY_MS
  expect(idsOf(log.list({}))).toEqual(['att_1'])
  clock.now += 1
  expect(idsOf(log.list({}))).toEqual([])
  expect(log.find('att_1')).toBeUndefined()
})

it('does not let strangers push everybody else out', async () => {
  const clock = { now: 1_000_000 }
  const { log } = await aLog({ now: () => clock.now })
  log.record(anAttempt({ id: 'att_known' }))
  const stranger = () => log.record(anAttempt({ id: 'att_stranger', verified: false }))
  for (let n = 0; n < 500; n += 1) stranger()
  expect(idsOf(log.list({})).filter((id) => id === 'att_stranger')).toHaveLength(60)
  expect(log.find('att_known')).toBeDefined()
  clock.now += 60_000
  stranger()
  expect(idsOf(log.list({})).filter((id) => id === 'att_stranger')).toHaveLength(61)
})

it('goes on with what strangers try when the clock was set back', async () => {
  const clock = { now: 10_000_000 }
  const { log } = await aLog({ now: () => clock.now })
  const stranger = (id: string) => log.record(anAttempt({ id, at: clock.now, verified: false }))
  for (let n = 0; n < 61; n += 1) stranger('att_before')
  clock.now -= 3_600_000
  stranger('att_after')
  expect(log.find('att_after')).toBeDefined()
})

it('writes its file anew before it grows without end', async () => {
  const { log, path } = await aLog()
  const caller = 'x'.repeat(20_000)
  for (let n = 0; n < 600; n += 1) {
    log.record(anAttempt({ id: `att_${n}`, caller }))
    if (n % 50 === 0) await log.flush()
  }
  await log.flush()
  expect((await stat(path)).size).toBeLessThan(10_000_000)
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n')
  expect(JSON.parse(lines.at(-1) ?? '').id).toBe('att_599')
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

it('lets others go on while its file is written anew, a hundred attempts at a time', async () => {
  const parts: number[] = []
  const files: Files = {
    ...nodeFiles,
    async open(path, flags, mode) {
      const file = await nodeFiles.open(path, flags, mode)
      const write: OpenFile['write'] = (bytes, ...where) => {
        if (path.endsWith('.tmp')) parts.push(bytes.filter((byte) => byte === 10).length)
        return nodeWrite(bytes, ...where)
      }
      const nodeWrite = file.write.bind(file)
      return Object.assign(file, { write })
    },
  }
  const { log } = await aLog({ files })
  for (let n = 0; n < 300; n += 1) {
    log.record(anAttempt({ id: `att_${n}`, caller: 'x'.repeat(20_000) }))
  }
  await log.flush()
  expect(parts.reduce((sum, lines) => sum + lines, 0)).toBeGreaterThan(100)
  expect(Math.max(...parts)).toBe(100)
})

it('keeps what comes while its file is written anew over a restart', async () => {
  const late: string[] = []
  const files: Files = {
    ...nodeFiles,
    async rename(from, to) {
      late.push(`att_late_${late.length}`)
      log.record(anAttempt({ id: late.at(-1) ?? '' }))
      await nodeFiles.rename(from, to)
    },
  }
  const { log, directory } = await aLog({ files })
  for (let n = 0; n < 300; n += 1) {
    log.record(anAttempt({ id: `att_${n}`, caller: 'x'.repeat(20_000) }))
  }
  await log.flush()
  expect(late).not.toEqual([])
  const again = await aLog({ directory })
  for (const id of late) expect(again.log.find(id)?.id).toBe(id)
})

it('goes on in memory while the disk refuses', async () => {
  const refusing: Files = {
    ...nodeFiles,
    async open(path, flags, mode) {
      const file = await nodeFiles.open(path, flags, mode)
      return Object.assign(file, { write: () => Promise.reject(new Error('ENOSPC')) })
    },
  }
  const { log, troubles } = await aLog({ files: refusing })
  log.record(anAttempt({ id: 'att_1' }))
  await log.flush()
  expect(idsOf(log.list({}))).toEqual(['att_1'])
  expect(troubles).toHaveLength(1)
})
