import express from 'express'
import { afterAll, describe, expect, it } from 'vitest'
import { healthRoutes } from '#server/http/health-routes.ts'
import { toAnswer } from '#support/http-answer.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

describe('health', () => {
  it.each(['/healthz', '/readyz'])('answers %s without a token', async (path) => {
    const { status, body } = await server.get(path)
    expect([status, body]).toEqual([200, { status: 'ok' }])
  })

  it('is not ready, but alive, while changes cannot be stored', async () => {
    const app = express().use(healthRoutes(() => 'The disk is full.'))
    const listening = app.listen(0, '127.0.0.1')
    await new Promise((resolve) => listening.once('listening', resolve))
    const address = listening.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const ask = async (path: string) => toAnswer(await fetch(`http://127.0.0.1:${port}${path}`))

    expect(await ask('/readyz')).toMatchObject({
      status: 503,
      body: { status: 'degraded', trouble: 'The disk is full.' },
    })
    expect((await ask('/healthz')).status).toBe(200)
    await new Promise((resolve) => listening.close(resolve))
  })
})
