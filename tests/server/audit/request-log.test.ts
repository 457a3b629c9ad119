import { describe, expect, it, vi } from 'vitest'
import { type EndedRequest, RequestLog } from '#server/audit/request-log.ts'

function anEnd(changes: Partial<EndedRequest> = {}): EndedRequest {
  return {
    method: 'GET',
    target: '/healthz',
    status: 200,
    durationMs: 1,
    address: '192.0.2.1',
    correlationId: 'req_1',
    ...changes,
  }
}

describe('the request log', () => {
  it.each([
    ['a query', '/oauth/token?client_secret=dwcs_abc', '/oauth/token'],
    ['a secret in the path', '/api/v1/tokens/dwat_4cX2_secret/x', '/api/v1/tokens/[secret]/x'],
    ['a token in the path', '/x/eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.', '/x/[secret]'],
    ['what is beyond a moderate length', `/${'a'.repeat(5000)}`, `/${'a'.repeat(199)}`],
    ['nothing where there is no path', undefined, ''],
  ])('leaves out %s', (_, target, path) => {
    const log = new RequestLog(() => 0)
    log.end(anEnd({ target }))
    expect(log.list().map((request) => request.path)).toEqual([path])
  })

  it('keeps the latest thousand, oldest first', () => {
    const log = new RequestLog(() => 0)
    for (let count = 0; count < 1500; count += 1) log.end(anEnd())

    const kept = log.list().map(({ sequence }) => sequence)
    expect(kept).toEqual(Array.from({ length: 1000 }, (_, index) => 501 + index))
    expect(log.list(1498).map(({ sequence }) => sequence)).toEqual([1499, 1500])
  })

  it('says who a request was from, and forgets it with the request', () => {
    const log = new RequestLog(() => 0)
    log.begin('req_1')
    log.nameClient('req_1', 'acme/deployer')
    log.end(anEnd())
    log.nameClient('req_1', 'somebody else')
    log.end(anEnd())
    log.nameClient('req_of_the_desktop', 'Administrator')

    expect(log.list().map(({ client }) => client)).toEqual(['acme/deployer', null])
  })

  it.each([
    ['/oauth/token', 1],
    ['/api/v1/groups', 1],
    // Whoever reads at the news of a request would read for ever.
    ['/rpc/server/requests', 0],
    ['/api/v1/server/requests?after=7', 0],
  ])('makes of %s %d news', (target, news) => {
    const onRequest = vi.fn()
    new RequestLog(() => 0, onRequest).end(anEnd({ target }))
    expect(onRequest).toHaveBeenCalledTimes(news)
  })

  it('counts those of the last minute', () => {
    const clock = { now: 1_795_176_000_000 }
    const log = new RequestLog(() => clock.now)
    log.end(anEnd())
    clock.now += 30_000
    log.end(anEnd())
    expect(log.lastMinute).toBe(2)
    clock.now += 31_000
    expect(log.lastMinute).toBe(1)
  })
})
