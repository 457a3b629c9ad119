import { join } from 'node:path'
import { expect, it } from 'vitest'
import {
  aDataDirectory,
  type HeadlessProcess,
  inDirectory,
  startHeadless,
} from '#support/headless-process.ts'
import { readAuditChain } from '#support/read-audit-chain.ts'

const ROUNDS = 22
const CALLERS = 6

interface Acknowledged {
  readonly id: string
  readonly path: string
  readonly clientId: string
  readonly clientSecret: string
}

it(`loses no acknowledged account when it is killed in a burst, ${ROUNDS} times`, async () => {
  const env = { ...inDirectory(await aDataDirectory()), DOORWARD_LOG_LEVEL: 'warn' }
  const acknowledged: Acknowledged[] = []
  let interrupted = 0

  for (let round = 0; round < ROUNDS; round += 1) {
    const server = await startHeadless({ env })
    const known = await listAccounts(server)
    expect(known).toEqual(expect.arrayContaining(acknowledged.map(({ path }) => path)))
    await expectEventOfEach(server.dataDirectory, acknowledged)

    const before = acknowledged.length
    const burst = Array.from({ length: CALLERS }, (_, caller) =>
      createUntilGone(server, `r${round}-c${caller}`, acknowledged),
    )
    while (acknowledged.length < before + 3) await pause(1)
    // Another moment each time: in the middle of a write, between two, in the first of a batch.
    await pause((round * 7) % 23)
    expect(await server.stop('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' })
    interrupted += (await Promise.all(burst)).filter((wasInterrupted) => wasInterrupted).length
  }

  const last = await startHeadless({ env })
  expect(await listAccounts(last)).toEqual(
    expect.arrayContaining(acknowledged.map(({ path }) => path)),
  )
  for (const { clientId, clientSecret } of acknowledged) {
    const grant = { grant_type: 'client_credentials', client_id: clientId }
    expect((await last.token({ ...grant, client_secret: clientSecret })).status).toBe(200)
  }
  await last.stop('SIGTERM')
  await expectEventOfEach(last.dataDirectory, acknowledged)
  expect(acknowledged.length).toBeGreaterThanOrEqual(ROUNDS * 3)
  expect(interrupted).toBeGreaterThan(ROUNDS)
})

/** Creates accounts one after the other; tells whether the end cut one off. */
async function createUntilGone(
  server: HeadlessProcess,
  prefix: string,
  acknowledged: Acknowledged[],
): Promise<boolean> {
  for (let count = 0; ; count += 1) {
    try {
      const { status, body } = await server.api('POST', '/service-accounts', {
        name: `${prefix}-${count}`,
        clientCredentials: { enabled: true },
      })
      if (status !== 201) throw new Error(`unexpected ${status}`)
      const { clientId, clientSecret } = body.clientCredentials
      acknowledged.push({ id: body.id, path: body.path, clientId, clientSecret })
    } catch (error) {
      if (error instanceof TypeError) return true // what fetch throws when nobody answers
      throw error
    }
  }
}

async function listAccounts({ api }: HeadlessProcess): Promise<readonly string[]> {
  const paths: string[] = []
  let query = '?limit=100'
  for (;;) {
    const { body } = await api('GET', `/service-accounts${query}`)
    paths.push(...body.items.map((account: { path: string }) => account.path))
    if (body.nextCursor === null) return paths
    query = `?limit=100&cursor=${encodeURIComponent(body.nextCursor)}`
  }
}

async function expectEventOfEach(
  dataDirectory: string,
  acknowledged: readonly Acknowledged[],
): Promise<void> {
  const events = await readAuditChain(join(dataDirectory, 'audit.jsonl'))
  const created = events
    .filter(({ action, result }) => action === 'serviceAccounts.create' && result === 'ok')
    .map(({ target }) => target?.id)
  expect(created).toEqual(expect.arrayContaining(acknowledged.map(({ id }) => id)))
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
