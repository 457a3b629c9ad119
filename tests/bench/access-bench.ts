import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { pino } from 'pino'
import { fileMasterKey } from '#server/keys/master-key.ts'
import { openStore } from '#server/open-store.ts'
import { toAdministrator } from '#server/operations/administrator.ts'
import type { OperationContext } from '#server/operations/context.ts'
import { encodeCursor } from '#server/operations/pages.ts'
import { startServer } from '#server/start-server.ts'
import { type FilledStore, fillStore } from './fill-store.ts'
import { toMedian } from './statistics.ts'

/** The median of one question, asked of a small and of a large installation in turn. */
export interface Row {
  readonly what: string
  readonly microsecondsOf200: number
  readonly microsecondsOf20000: number
  /** How many times as much the large one costs; the goal is at most 3. */
  readonly ratio: number
}

interface Installation {
  readonly questions: ReadonlyMap<string, () => Promise<unknown>>
  close(): Promise<void>
}

const GROUPS = { small: 20, large: 2000 }
const ROUNDS = 300
const WARM_UP = 50
const logger = pino({ level: 'silent' })

/** Measures what requests ask all day, with 200 accounts in 20 groups and with a hundred times as many. */
export async function benchAccess(): Promise<Row[]> {
  const small = await openInstallation(GROUPS.small)
  const large = await openInstallation(GROUPS.large)
  const rows: Row[] = []
  for (const [what, askSmall] of small.questions) {
    const askLarge = large.questions.get(what)
    if (askLarge) rows.push(await compare(what, askSmall, askLarge))
  }
  await small.close()
  await large.close()
  return rows
}

/** Takes turns, so that whatever else the machine does meets both alike. */
async function compare(
  what: string,
  askSmall: () => Promise<unknown>,
  askLarge: () => Promise<unknown>,
): Promise<Row> {
  const small: number[] = []
  const large: number[] = []
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const times = [await timeIt(askSmall), await timeIt(askLarge)] as const
    if (round < 0) continue
    small.push(times[0])
    large.push(times[1])
  }
  const medians = [toMedian(small), toMedian(large)] as const
  return {
    what,
    microsecondsOf200: medians[0],
    microsecondsOf20000: medians[1],
    ratio: medians[1] / medians[0],
  }
}

async function timeIt(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) * 1000
}

async function openInstallation(groups: number): Promise<Installation> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'doorward-bench-'))
  const store = await openStore(dataDirectory, logger)
  const filled = await fillStore(store, groups)
  await store.close()
  const server = await startServer({
    config: {
      dataDirectory,
      host: '127.0.0.1',
      port: 0,
      publicUrl: undefined,
      tls: undefined,
      setBy: { host: undefined, port: undefined, publicUrl: undefined, tls: undefined },
      masterKeyFile: undefined,
      logLevel: 'silent',
    },
    masterKey: fileMasterKey(join(dataDirectory, 'master.key'), { named: false, onWarning() {} }),
    logger,
  })
  return {
    questions: toQuestions(await server.loadRouter(), filled),
    async close() {
      await server.close()
      await rm(dataDirectory, { recursive: true, force: true })
    },
  }
}

type Router = Awaited<ReturnType<Awaited<ReturnType<typeof startServer>>['loadRouter']>>

/** What is asked, and by whom. Every question finds equally much in either installation. */
function toQuestions(
  { serviceAccounts, groups, members, tokens, users, access }: Router,
  { group, team, account, user }: FilledStore,
): ReadonlyMap<string, () => Promise<unknown>> {
  const admin = { context: toContext(toAdministrator('bootstrap_token')) }
  const actor = { kind: 'service_account', id: account.id, name: account.path } as const
  const member = { context: toContext({ actor, authenticatedBy: 'api_token' }) }
  const limit = 50
  const cursor = encodeCursor(`${group}\u0001`)
  const principal = account.id
  const permission = 'service_account:update'
  return new Map<string, () => Promise<unknown>>([
    ['accounts, first page, administrator', () => call(serviceAccounts.list, { limit }, admin)],
    ['accounts, from the middle', () => call(serviceAccounts.list, { limit, cursor }, admin)],
    [
      'accounts, first page, member of a group',
      () => call(serviceAccounts.list, { limit }, member),
    ],
    ['accounts of a group', () => call(serviceAccounts.list, { limit, group }, member)],
    ['groups, first page, member of a group', () => call(groups.list, { limit }, member)],
    ['top-level groups, member of one', () => call(groups.list, { limit, parent: '' }, member)],
    ['members, first page, administrator', () => call(members.list, { limit }, admin)],
    ['members, first page, member of a group', () => call(members.list, { limit }, member)],
    ['tokens, first page, administrator', () => call(tokens.list, { limit }, admin)],
    ['tokens, first page, member of a group', () => call(tokens.list, { limit }, member)],
    ['people of a team', () => call(users.list, { limit, team }, admin)],
    ['effective access of an account', () => call(access.effective, { principal }, admin)],
    ['effective access of a person', () => call(access.effective, { principal: user.id }, admin)],
    ['effective access in a group', () => call(access.effective, { namespace: group }, admin)],
    ['access check', () => call(access.check, { principal, permission, namespace: group }, admin)],
    ['one account, refused', () => settle(call(serviceAccounts.get, { account: 'none' }, member))],
  ])
}

function toContext(principal: Extract<OperationContext['caller'], { kind: 'known' }>['principal']) {
  return { caller: { kind: 'known', principal }, correlationId: 'req_bench' } as const
}

function settle(work: Promise<unknown>): Promise<unknown> {
  return work.catch((error: unknown) => error)
}
