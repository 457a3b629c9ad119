import { open, rm, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { expectProblem } from '#support/expect-problem.ts'
import { inDirectory, startHeadless } from '#support/headless-process.ts'
import { readAuditChain } from '#support/read-audit-chain.ts'
import { mountSmallDisk } from '#support/small-disk.ts'

const PAGE_BYTES = 4096

it('refuses changes on a full disk, loses none, and goes on when there is room', async (context) => {
  const disk = await mountSmallDisk(4)
  if ('refused' in disk) {
    console.log(`The full disk is not tried: no file system could be mounted (${disk.refused}).`)
    return context.skip()
  }
  const env = inDirectory(join(disk.path, 'data'))
  const server = await startHeadless({ env })
  const acknowledged: string[] = []
  const create = async (name: string) => {
    const answer = await server.api('POST', '/service-accounts', {
      name,
      clientCredentials: { enabled: true },
    })
    if (answer.status === 201) acknowledged.push(answer.body.path)
    return answer
  }
  const { body: account } = await create('before')
  const ballast = join(disk.path, 'ballast')
  await fill(ballast)

  // A change that fails gives its part of a page back, which the next one may still use up.
  const refused: string[] = []
  for (let count = 0; refused.length < 5 && count < 500; count += 1) {
    const name = `filling-${count}`
    const answer = await create(name)
    if (answer.status === 201) refused.length = 0
    else {
      expectProblem(answer, 503, 'storage_unavailable')
      refused.push(name)
    }
  }
  expect(refused).toHaveLength(5)
  for (const name of refused) {
    expect((await server.api('GET', `/service-accounts/${name}`)).status).toBe(404)
  }
  expect(server.output.stderr).toMatch(/disk is full|ENOSPC|no space/i)

  // Tokens need no room but for their events, which wait in memory; that shows in /readyz.
  const { clientId, clientSecret } = account.clientCredentials
  const grant = { grant_type: 'client_credentials', client_id: clientId }
  const readiness = async () => (await fetch(`${server.url}/readyz`)).status
  for (let count = 0; (await readiness()) === 200 && count < 200; count += 1) {
    expect((await server.token({ ...grant, client_secret: clientSecret })).status).toBe(200)
  }
  expect(await readiness()).toBe(503)
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  expectProblem(await create('again-4'), 503, 'storage_unavailable')

  // One page of room would do for the change, but not for all the events that wait before its own.
  for (let count = 0; count < 40; count += 1) {
    await server.token({ ...grant, client_secret: clientSecret })
  }
  await freeOnePage(ballast)
  expectProblem(await create('again-5'), 503, 'storage_unavailable')

  await rm(ballast)
  expect((await create('after')).status).toBe(201)
  expect(await readiness()).toBe(200)
  await server.stop('SIGKILL')

  const next = await startHeadless({ env })
  for (const path of acknowledged) {
    expect((await next.api('GET', `/service-accounts/${path}`)).status, path).toBe(200)
  }
  for (const name of [...refused, 'again-4', 'again-5']) {
    expect((await next.api('GET', `/service-accounts/${name}`)).status, name).toBe(404)
  }
  expect((await next.stop('SIGTERM')).code).toBe(0)
  await readAuditChain(join(next.dataDirectory, 'audit.jsonl'))
})

async function freeOnePage(path: string): Promise<void> {
  const { size } = await stat(path)
  await truncate(path, Math.floor((size - 1) / PAGE_BYTES) * PAGE_BYTES)
}

/** Writes until not one byte more fits. */
async function fill(path: string): Promise<void> {
  const file = await open(path, 'w')
  try {
    for (let size = 65_536; size >= 1; size = Math.floor(size / 2)) {
      await writeUntilFull(() => file.write(Buffer.alloc(size)))
    }
  } finally {
    await file.close()
  }
}

async function writeUntilFull(write: () => Promise<{ bytesWritten: number }>): Promise<void> {
  try {
    while ((await write()).bytesWritten > 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  }
}
