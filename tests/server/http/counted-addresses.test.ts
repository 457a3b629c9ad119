import { expect, it } from 'vitest'
import { type RateLimitSettings, RateLimits } from '#server/http/rate-limits.ts'

const MAXIMUM_ADDRESSES = 10_000

function limitsOf(settings: Partial<RateLimitSettings>) {
  const all = { requestsPerMinute: 0, requestsPerMinutePerAddress: 0, ...settings }
  return new RateLimits({ now: () => 1_000_000, settings: () => all })
}

it('counts all addresses of an IPv6 network together, and those of no other', () => {
  const limits = limitsOf({ requestsPerMinutePerAddress: 2 })
  const take = (address: string) => limits.take(address).secondsToWait
  expect([take('2001:db8:0:1::1'), take('2001:db8:0:1::2')]).toEqual([0, 0])
  expect(take('2001:db8:0:1:ffff::3')).toBe(60)
  expect(take('2001:db8:0:2::1')).toBe(0)
  expect(limits.refused).toBe(1)
})

it('remembers no more addresses than so many, and refuses nobody beyond on their own account', () => {
  const limits = limitsOf({
    requestsPerMinute: MAXIMUM_ADDRESSES + 3,
    requestsPerMinutePerAddress: 1,
  })
  const take = (address: string) => limits.take(address).secondsToWait
  for (let index = 0; index < MAXIMUM_ADDRESSES; index += 1) {
    take(`10.0.${index >> 8}.${index & 255}`)
  }
  expect(take('10.0.0.0'), 'an address that is remembered').toBe(60)
  expect([take('192.0.2.1'), take('192.0.2.1'), take('192.0.2.1')]).toEqual([0, 0, 0])
  expect(take('192.0.2.1'), 'the limit for all').toBe(60)
})
