import { describe, expect, it } from 'vitest'
import { isDigestDue, type Notice, type SecretEnd, toExpiryDigest } from '#main/expiry-digest.ts'
import { LockoutNotices } from '#main/lockout-notices.ts'
import { Notifier } from '#main/notifier.ts'

const now = new Date(2026, 10, 20, 12).getTime()
const HOUR = 3_600_000
const inDays = (days: number, account: string): SecretEnd => ({
  account,
  expiresAt: now + days * 24 * HOUR,
})

describe('the digest of expiring secrets', () => {
  it.each([
    ['nothing when none expires', [], undefined, undefined],
    ['nothing of those that have long to live', [inDays(15, 'a/b')], undefined, undefined],
    ['nothing of those that have expired', [inDays(-1, 'a/b')], undefined, undefined],
    ['one, and leads to it', [inDays(3, 'a/b')], 'a/b in 3 days', '/service-accounts/a/b'],
    ['one day in the singular', [inDays(1, 'a/b')], 'a/b in 1 day', '/service-accounts/a/b'],
    ['the last day', [inDays(0.5, 'a/b')], 'a/b within a day', '/service-accounts/a/b'],
    [
      'the most urgent first',
      [inDays(9, 'a/late'), inDays(2, 'a/soon'), inDays(30, 'a/never')],
      'a/soon in 2 days\na/late in 9 days',
      '/service-accounts',
    ],
    [
      'three by name and how many more',
      [1, 2, 3, 4, 5].map((day) => inDays(day, `a/n${day}`)),
      'a/n1 in 1 day\na/n2 in 2 days\na/n3 in 3 days\nand 2 more',
      '/service-accounts',
    ],
  ])('says %s', (_, secrets, body, place) => {
    const digest = toExpiryDigest(secrets, now)
    expect([digest?.body, digest?.place]).toEqual([body, place])
  })

  it.each([
    ['the first time', undefined, new Date(2026, 10, 20, 9), true],
    ['again the same day', '2026-11-20', new Date(2026, 10, 20, 23), false],
    ['the day after', '2026-11-20', new Date(2026, 10, 21, 8), true],
    ['in the night', '2026-11-20', new Date(2026, 10, 21, 7, 59), false],
    ['after the clock went back', '2026-11-21', new Date(2026, 10, 20, 9), true],
  ])('is due %s', (_, lastDay, at, due) => {
    expect(isDigestDue(lastDay, at)).toBe(due)
  })
})

describe('notices of lockouts', () => {
  const one = { id: 'l1', account: 'a/b', address: '10.0.0.7' }
  const other = { id: 'l2', account: 'a/c', address: '10.0.0.8' }

  it('tells of each once, and of new ones in one notice', () => {
    const notices = new LockoutNotices()
    expect(notices.take([one], now)?.body).toContain('a/b failed to authenticate')
    expect(notices.take([one], now + 1)).toBeUndefined()
    expect(notices.take([one, other], now + 2)?.place).toBe('/service-accounts/a/c')
    expect(notices.take([], now + 3)).toBeUndefined()
    expect(notices.take([one], now + 23 * HOUR)).toBeUndefined()
    expect(notices.take([one, other], now + 25 * HOUR)).toMatchObject({
      title: '2 clients are locked out',
      body: 'a/b, a/c',
    })
  })
})

describe('the notifier', () => {
  function aNotifier(desktop: { notifyExpiring: boolean; notifyLockouts: boolean }) {
    const seen = { notices: [] as Notice[], reads: [] as string[] }
    const clock = { now }
    const notifier = new Notifier({
      preferences: { desktop, lastDigestDay: undefined },
      async listSecretEnds() {
        seen.reads.push('secrets')
        return [inDays(3, 'a/b')]
      },
      async listLockouts() {
        seen.reads.push('lockouts')
        return [{ id: 'l1', account: 'a/b', address: '10.0.0.7' }]
      },
      notify: (notice) => seen.notices.push(notice),
      now: () => clock.now,
    })
    return { notifier, seen, clock }
  }

  it('reads and says nothing before somebody asks for it', async () => {
    const { notifier, seen } = aNotifier({ notifyExpiring: false, notifyLockouts: false })
    await notifier.look()
    expect(seen).toEqual({ notices: [], reads: [] })
  })

  it('tells of expiring secrets once a day', async () => {
    const { notifier, seen, clock } = aNotifier({ notifyExpiring: true, notifyLockouts: false })
    await notifier.look()
    await notifier.look()
    expect(seen.notices).toHaveLength(1)
    expect(seen.reads).toEqual(['secrets'])
    clock.now += 24 * HOUR
    await notifier.look()
    expect(seen.notices).toHaveLength(2)
  })

  it('tells of lockouts when that was asked for', async () => {
    const { notifier, seen } = aNotifier({ notifyExpiring: false, notifyLockouts: true })
    await notifier.look()
    await notifier.look()
    expect(seen.notices.map(({ title }) => title)).toEqual(['A client is locked out'])
  })
})
