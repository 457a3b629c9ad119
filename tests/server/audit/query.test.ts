import { readFile, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import type { AuditFilter } from '#contract/audit.ts'
import type { AuditEntry } from '#server/domain/audit-event.ts'
import { aLogFile, anEntry, listFiles, NOW, openLog } from './an-audit-log.ts'

type Log = Awaited<ReturnType<typeof openLog>>['log']

const small = { maximumFileBytes: 800 }

const idsOf = (events: readonly { correlationId: string }[]) =>
  events.map(({ correlationId }) => correlationId)

const idsDownFrom = (count: number) =>
  Array.from({ length: count }, (_, index) => `req_${count - 1 - index}`)

async function fill(log: Log, from: number, until: number) {
  for (let number = from; number < until; number += 1) {
    log.append(anEntry(number))
    await log.flush()
  }
}

async function readAll(
  log: Log,
  filter: AuditFilter,
  between: () => Promise<void> | void,
  page: { limit: number; maximumLooks?: number },
) {
  const found: string[] = []
  let before: number | undefined
  do {
    const { events, before: next } = await log.query(filter, { ...page, before })
    found.push(...idsOf(events))
    before = next
    if (before !== undefined) await between()
  } while (before !== undefined)
  return found
}

async function exportAll(log: Log, filter: AuditFilter = {}) {
  const found: string[] = []
  for await (const event of log.read(filter)) found.push(event.correlationId)
  return found
}

describe('a filter lets through', () => {
  const ada = { kind: 'user', id: 'usr_1', name: 'ada@acme.example' } as const
  const deployer = { kind: 'service_account', id: 'sa_1', name: 'acme/deployer' } as const
  const entries: readonly Partial<AuditEntry>[] = [
    {
      ...{ action: 'groups.create', actor: ada, target: { id: 'grp_1', path: 'acme' } },
      namespace: 'acme',
    },
    {
      action: 'groups.delete',
      actor: deployer,
      target: { id: 'grp_1', path: 'acme' },
      result: 'refused',
      reason: 'forbidden',
      namespace: 'acme/platform',
      account: 'sa_1',
    },
    { action: 'token.issued', actor: deployer, target: { id: 'sa_1', path: 'acme/deployer' } },
    { action: 'tokens.create', actor: ada, result: 'failed' },
    { action: 'groups.create', actor: ada, target: { id: 'grp_2' } },
  ]
  const inAcme = { namespace: 'acme' }
  // Event number n happened n hours after noon.
  const hour = (number: number) => new Date(NOW + number * 3_600_000).toISOString()

  it.each<readonly [string, AuditFilter, readonly number[]]>([
    ['everything, when it asks for nothing', {}, [0, 1, 2, 3, 4]],
    ['what somebody did, by id', { actor: 'usr_1' }, [0, 3, 4]],
    ['what somebody did, by name', { actor: 'acme/deployer' }, [1, 2]],
    ['nothing of somebody whose name only begins alike', { actor: 'acme/deploy' }, []],
    ['one action', { action: 'groups.create' }, [0, 4]],
    ['all actions of a kind, by how they begin', { action: 'groups.' }, [0, 1, 4]],
    ['no action that only contains it', { action: 'create' }, []],
    ['what was done to a thing, by id', { target: 'grp_1' }, [0, 1]],
    ['what was done to a thing, by path', { target: 'acme' }, [0, 1]],
    ['nothing that was done below it', { target: 'acme/' }, []],
    ['changes', { about: 'changes' }, [0, 1, 3, 4]],
    ['what somebody got in by', { about: 'access' }, [2]],
    ['what happened in a namespace or below, tokens of its accounts too', inAcme, [0, 1, 2]],
    ['what happened below', { namespace: 'acme/platform' }, [1]],
    ['nothing of a namespace whose path only begins alike', { namespace: 'acm' }, []],
    ['what concerns an account', { account: 'sa_1' }, [1, 2]],
    ['a text, in either case', { search: 'ADA@' }, [0, 3, 4]],
    ['a text in a reason', { search: 'forbid' }, [1]],
    ['a text in a correlation id', { search: 'req_3' }, [3]],
    ['nothing by a text that is nowhere', { search: 'nobody' }, []],
    ['refusals', { result: 'refused' }, [1]],
    ['failures', { result: 'failed' }, [3]],
    ['what went well', { result: 'ok' }, [0, 2, 4]],
    ['one request', { correlationId: 'req_2' }, [2]],
    ['no request whose id only begins alike', { correlationId: 'req_' }, []],
    ['what happened at a time or later', { since: hour(3) }, [3, 4]],
    ['what happened before a time, but not at it', { until: hour(3) }, [0, 1, 2]],
    ['what happened between two times', { since: hour(1), until: hour(3) }, [1, 2]],
    [
      'what happened by the clock of another zone',
      { since: hour(3).replace('15:00:00.000Z', '17:00:00+02:00') },
      [3, 4],
    ],
    ['nothing where a time is turned around', { since: hour(3), until: hour(1) }, []],
    ['only what fits every part', { actor: 'usr_1', action: 'groups.', target: 'grp_2' }, [4]],
    [
      'nothing when one part does not fit',
      { actor: 'usr_1', target: 'grp_1', result: 'refused' },
      [],
    ],
  ])('%s', async (_, filter, wanted) => {
    let clock = NOW
    const { log } = await openLog(await aLogFile(), undefined, { ...small, now: () => clock })
    for (const [number, entry] of entries.entries()) {
      clock = NOW + number * 3_600_000
      log.append(anEntry(number, entry))
      await log.flush()
    }
    const ids = wanted.map((number) => `req_${number}`)
    const { events, before } = await log.query(filter, { limit: 100 })
    expect(idsOf(events)).toEqual(ids.toReversed())
    expect(before).toBeUndefined()
    expect(await exportAll(log, filter)).toEqual(ids)
  })
})

describe('pages', () => {
  it.each([1, 2, 3, 7, 100])('of %d hold every event once, newest first', async (limit) => {
    const { log } = await openLog(await aLogFile(), undefined, small)
    await fill(log, 0, 20)
    expect(await readAll(log, {}, () => undefined, { limit })).toEqual(idsDownFrom(20))
  })

  it.each([1, 2, 5])(
    'of %d have no gap and no repeat while events are added and files finished',
    async (limit) => {
      const file = await aLogFile()
      const { log } = await openLog(file, undefined, small)
      await fill(log, 0, 20)
      let next = 20
      const found = await readAll(
        log,
        {},
        async () => {
          await fill(log, next, next + 4)
          next += 4
        },
        { limit },
      )
      expect(found).toEqual(idsDownFrom(20))
      expect((await listFiles(file)).length).toBeGreaterThan(8)
    },
  )

  it('are whole though files are finished in the middle of reading one', async () => {
    const { log } = await openLog(await aLogFile(), undefined, small)
    await fill(log, 0, 8)
    let count = 8
    for (let round = 0; round < 30; round += 1) {
      const asked = count
      const page = log.query({}, { limit: 1000 })
      const exported = exportAll(log)
      for (let number = 0; number < 4; number += 1) {
        log.append(anEntry(count))
        count += 1
        if (number % 2 === 0) await new Promise((resolve) => setImmediate(resolve))
      }
      const ids = idsOf((await page).events)
      expect(ids).toEqual(idsDownFrom(ids.length))
      expect(ids.length).toBeGreaterThanOrEqual(asked)
      const forward = await exported
      expect(forward).toEqual(idsDownFrom(forward.length).toReversed())
      expect(forward.length).toBeGreaterThanOrEqual(asked)
      await log.flush()
    }
  })

  it('end where the log begins, also when the last one is full', async () => {
    const { log } = await openLog(await aLogFile())
    await fill(log, 0, 4)
    const { events, before } = await log.query({}, { limit: 4 })
    expect([events.length, before]).toEqual([4, undefined])
  })

  it('look at so many events and no more, and go on from there', async () => {
    const { log } = await openLog(await aLogFile(), undefined, small)
    await fill(log, 0, 20)
    const rare = { correlationId: 'req_1' }
    const first = await log.query(rare, { limit: 10, maximumLooks: 6 })
    expect(first).toEqual({ events: [], before: 15 })
    expect(await readAll(log, rare, () => undefined, { limit: 10, maximumLooks: 6 })).toEqual([
      'req_1',
    ])
    expect(await readAll(log, {}, () => undefined, { limit: 10, maximumLooks: 3 })).toEqual(
      idsDownFrom(20),
    )
  })

  it.each([0, -1, 1, Number.NaN])('before event %d are empty and the last', async (before) => {
    const { log } = await openLog(await aLogFile())
    await fill(log, 0, 3)
    expect(await log.query({}, { limit: 10, before })).toEqual({ events: [], before: undefined })
  })

  it('before an event that is yet to come begin with the newest', async () => {
    const { log } = await openLog(await aLogFile(), undefined, small)
    await fill(log, 0, 9)
    const { events } = await log.query({}, { limit: 2, before: 500 })
    expect(idsOf(events)).toEqual(['req_8', 'req_7'])
  })

  it('hold events that were added just before, without waiting for a flush', async () => {
    const { log } = await openLog(await aLogFile())
    log.append(anEntry(0))
    expect(idsOf((await log.query({}, { limit: 10 })).events)).toEqual(['req_0'])
  })

  it('hold events much longer than what is read at once, and whatever their texts', async () => {
    const { log } = await openLog(await aLogFile())
    const texts = [
      'x'.repeat(200_000),
      '\u2028',
      '\n',
      '\r',
      'é'.repeat(70_000),
      '\ud800',
      '{"sequence":9',
    ]
    for (const [number, reason] of texts.entries()) log.append(anEntry(number, { reason }))
    const { events } = await log.query({}, { limit: 100 })
    expect(events.map(({ reason }) => reason)).toEqual(texts.toReversed())
    const exported: (string | undefined)[] = []
    for await (const { reason } of log.read({})) exported.push(reason)
    expect(exported).toEqual(texts)
  })
})

describe('a line that is not what was written', () => {
  it.each<readonly [string, (text: string) => string]>([
    ['changed', (text) => text.replace('req_1"', 'req_7"')],
    ['no JSON', (text) => text.replace('"req_1",', '"req_1";')],
    ['half gone', (text) => text.replace(/(req_1").*\n/, '$1\n')],
    ['without a number', (text) => text.replace('{"sequence":2', '{"x":2')],
    ['with the number of another', (text) => text.replace('{"sequence":2', '{"sequence":9')],
  ])('because it is %s is left out, and said so', async (_, change) => {
    const file = await aLogFile()
    const { log, troubles } = await openLog(file)
    await fill(log, 0, 4)
    const text = await readFile(file, 'utf8')
    await writeFile(file, change(text).padEnd(text.length, ' '))

    const expected = ['req_0', 'req_2', 'req_3']
    expect(await exportAll(log)).toEqual(expected)
    expect(troubles).toEqual([expect.stringContaining(`damaged in ${file}`)])
    expect(await readAll(log, {}, () => undefined, { limit: 1 })).toEqual(expected.toReversed())
    expect(await log.verify()).toMatchObject({ ok: false, broken: { line: 2 } })
  })
})
