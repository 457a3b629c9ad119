import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { expectProblem } from '#support/expect-problem.ts'
import { inDirectory, startHeadless } from '#support/headless-process.ts'
import { readAuditChain } from '#support/read-audit-chain.ts'
import { mountSmallDisk } from '#support/small-disk.ts'

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

  let refused = await create('filling-0')
  for (let count = 1; refused.status === 201 && count < 500; count += 1) {
    refused = await create(`filling-${count}`)
  }
  expectProblem(refused, 503, 'storage_unavailable')
  for (const name of ['again-1', 'again-2', 'again-3']) {
    expectProblem(await create(name), 503, 'storage_unavailable')
  }
  const list = async () => {
    const { body } = await server.api('GET', '/service-accounts?limit=100&search=again')
    return body.items.map(({ path }: { path: string }) => path)
  }
  expect(await list()).toEqual([])
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

  await rm(ballast)
  expect((await create('after')).status).toBe(201)
  expect(await readiness()).toBe(200)
  await server.stop('SIGKILL')

  const next = await startHeadless({ env })
  for (const path of acknowledged) {
    expect((await next.api('GET', `/service-accounts/${path}`)).status, path).toBe(200)
  }
  expect((await next.api('GET', '/service-accounts/again-1')).status).toBe(404)
  expect((await next.stop('SIGTERM')).code).toBe(0)
  await readAuditChain(join(next.dataDirectory, 'audit.jsonl'))
})

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
