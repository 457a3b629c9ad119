import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { listen, stopListening } from '#server/http/listen.ts'
import { onDemand } from '#server/http/on-demand.ts'

const cleanUps: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp()
})

async function serve(make: () => Promise<RequestListener>) {
  const troubles: unknown[] = []
  const { server, url } = await listen('127.0.0.1', 0)
  server.on(
    'request',
    onDemand(make, (cause) => troubles.push(cause)),
  )
  cleanUps.push(() => stopListening(server, 1_000))
  return { troubles, post: (body: string) => fetch(url, { method: 'POST', body }) }
}

async function echo(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk)
  res.end(Buffer.concat(chunks))
}

test('requests that arrive while the listener is made are answered whole, by one listener', async () => {
  let made = 0
  const { post } = await serve(async () => {
    await new Promise((resolve) => setTimeout(resolve, 50))
    made += 1
    return echo
  })
  const bodies = ['one', 'x'.repeat(300_000), 'three']
  const answers = await Promise.all(bodies.map(post))
  expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(bodies)
  expect(await (await post('later')).text()).toBe('later')
  expect(made).toBe(1)
})

test('a listener that cannot be made closes the connection, says so, and is tried again', async () => {
  const cause = new Error('the file is gone')
  let attempts = 0
  const { post, troubles } = await serve(async () => {
    attempts += 1
    if (attempts === 1) throw cause
    return echo
  })
  await expect(post('one')).rejects.toThrow('fetch failed')
  expect(troubles).toEqual([cause])
  expect(await (await post('two')).text()).toBe('two')
})

test('nothing is made before the first request', async () => {
  let made = 0
  await serve(async () => {
    made += 1
    return echo
  })
  expect(made).toBe(0)
})
