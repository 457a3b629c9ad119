import { describe, expect, it } from 'vitest'
import { Sessions } from '#server/http/sessions.ts'
import { toAdministrator } from '#server/operations/administrator.ts'
import type { Caller } from '#server/operations/context.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

const caller: Caller = { kind: 'known', principal: toAdministrator('browser_session') }

function aClock() {
  const clock = { at: 0 }
  let seed = 0
  const sessions = new Sessions({
    now: () => clock.at,
    randomBytes: (length) => {
      seed += 1
      return new Uint8Array(length).fill(seed)
    },
  })
  return { clock, sessions }
}

describe('a sign-in link', () => {
  it('works once', () => {
    const { sessions } = aClock()
    const link = sessions.createLink()

    expect(sessions.redeemLink(link)).toBe(true)
    expect(sessions.redeemLink(link)).toBe(false)
  })

  it('works until ten minutes have passed', () => {
    const { clock, sessions } = aClock()
    const [inTime, late] = [sessions.createLink(), sessions.createLink()]

    clock.at = 10 * MINUTE_MS - 1
    expect(sessions.redeemLink(inTime)).toBe(true)
    clock.at = 10 * MINUTE_MS
    expect(sessions.redeemLink(late)).toBe(false)
  })

  it('cannot be guessed from another', () => {
    const { sessions } = aClock()
    const link = sessions.createLink()

    expect(sessions.redeemLink(`${link}x`)).toBe(false)
    expect(sessions.redeemLink('')).toBe(false)
    expect(sessions.redeemLink(link)).toBe(true)
  })

  it('is no cookie, and a cookie is no link', () => {
    const { sessions } = aClock()
    const [link, cookie] = [sessions.createLink(), sessions.start(caller)]

    expect(sessions.find(link)).toBeUndefined()
    expect(sessions.redeemLink(cookie)).toBe(false)
  })
})

describe('a session', () => {
  it('is not prolonged by looking whether it goes on', () => {
    const { clock, sessions } = aClock()
    const cookie = sessions.start(caller)

    clock.at = 12 * HOUR_MS
    expect(sessions.peek(cookie)).toEqual(caller)
    clock.at += 1
    expect(sessions.peek(cookie)).toBeUndefined()
    expect(sessions.find(cookie)).toBeUndefined()
    expect(sessions.peek('made up')).toBeUndefined()
  })

  it('ends after twelve idle hours, and use keeps it alive', () => {
    const { clock, sessions } = aClock()
    const cookie = sessions.start(caller)

    for (clock.at of [11 * HOUR_MS, 22 * HOUR_MS, 34 * HOUR_MS]) {
      expect(sessions.find(cookie)).toBe(caller)
    }
    clock.at = 46 * HOUR_MS + 1
    expect(sessions.find(cookie)).toBeUndefined()
    clock.at = 40 * HOUR_MS
    expect(sessions.find(cookie)).toBeUndefined()
  })

  it('ends at sign-out, and no other does', () => {
    const { sessions } = aClock()
    const [one, other] = [sessions.start(caller), sessions.start(caller)]
    sessions.end(one)

    expect(sessions.find(one)).toBeUndefined()
    expect(sessions.find(other)).toBe(caller)
  })

  it('makes room for a new one when there are too many: the oldest goes', () => {
    let seed = 0
    const toBytes = (length: number) => {
      seed += 1
      const bytes = new Uint8Array(length)
      new DataView(bytes.buffer).setUint32(0, seed)
      return bytes
    }
    const sessions = new Sessions({ now: () => 0, randomBytes: toBytes })
    const cookies = Array.from({ length: 1001 }, () => sessions.start(caller))

    expect(sessions.find(cookies[0] ?? '')).toBeUndefined()
    expect(sessions.find(cookies[1] ?? '')).toBe(caller)
    expect(sessions.find(cookies[1000] ?? '')).toBe(caller)
  })
})
