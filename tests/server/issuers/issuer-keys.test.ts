import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { FetchedJson, FetchRules } from '#server/issuers/guarded-fetch.ts'
import { IssuerKeys } from '#server/issuers/issuer-keys.ts'
import type { KeySet } from '#server/issuers/key-set.ts'
import { anIssuer } from './an-issuer.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const DAY = 86_400 * SECOND

type Answer = () => FetchedJson | Promise<FetchedJson>

const genuine = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
  format: 'jwk',
})
const aKey = (kid: string) => ({ ...genuine, kid })

function json(body: unknown, maxAgeSeconds?: number): Answer {
  return () => ({ body, maxAgeSeconds })
}

function keySet(...kids: string[]): Answer {
  return json({ keys: kids.map(aKey) })
}

function failing(message: string): Answer {
  return () => Promise.reject(new Error(message))
}

/** A made-up internet with a clock; `jwks` and `discovery` may be replaced while a test runs. */
class World {
  time = 1_800_000_000_000
  jwks: Answer
  discovery: Answer
  readonly fetched: string[] = []
  readonly rules: FetchRules[] = []
  readonly keys = new IssuerKeys({
    now: () => this.time,
    fetchJson: (url, rules) => this.#fetchJson(url, rules),
  })

  constructor(jwks: Answer, issuerUrl: string) {
    this.jwks = jwks
    this.discovery = json({ issuer: issuerUrl, jwks_uri: `${issuerUrl}/jwks` })
  }

  /** How often the key set was asked for. */
  get fetches(): number {
    return this.fetched.filter((url) => url.endsWith('/jwks')).length
  }

  pass(milliseconds: number): void {
    this.time += milliseconds
  }

  async #fetchJson(url: string, rules: FetchRules): Promise<FetchedJson> {
    this.fetched.push(url)
    this.rules.push(rules)
    await Promise.resolve()
    return url.endsWith('/openid-configuration') ? this.discovery() : this.jwks()
  }
}

function aWorld(jwks: Answer, issuerUrl = 'https://ci.example'): World {
  return new World(jwks, issuerUrl)
}

const kidsOf = (set: KeySet) => set.jwks.map(({ kid }) => kid)

/** Lets what runs in the background end. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

describe('fetches an issuer by its discovery document', () => {
  it('and the key set that it names, by the rules of the issuer', async () => {
    const world = aWorld(keySet('a', 'b'))
    const issuer = anIssuer({ allowPrivateNetwork: true })
    expect(kidsOf(await world.keys.keysFor(issuer, 'a'))).toEqual(['a', 'b'])
    expect(world.fetched).toEqual([
      'https://ci.example/.well-known/openid-configuration',
      'https://ci.example/jwks',
    ])
    expect(world.rules.map((rules) => rules.allowPrivateNetwork)).toEqual([true, true])
  })

  it.each([
    ['https://ci.example/', 'https://ci.example/.well-known/openid-configuration'],
    ['https://ci.example/a/b', 'https://ci.example/a/b/.well-known/openid-configuration'],
  ])('of %s', async (url, discovery) => {
    const world = aWorld(keySet('a'), url)
    await world.keys.keysFor(anIssuer({ url }), 'a')
    expect(world.fetched[0]).toBe(discovery)
  })

  it.each([
    ['another host', 'https://evil.example'],
    ['a host that begins alike', 'https://ci.example.evil.example'],
    ['a slash behind', 'https://ci.example/'],
    ['a path behind', 'https://ci.example/x'],
    ['another letter case', 'https://CI.example'],
    ['http', 'http://ci.example'],
    ['a port', 'https://ci.example:443'],
    ['nothing', ''],
    ['a list', ['https://ci.example']],
    ['no issuer', undefined],
  ])('but not when it names %s', async (_, issuer) => {
    const world = aWorld(keySet('a'))
    world.discovery = json({ issuer, jwks_uri: 'https://ci.example/jwks' })
    await expect(world.keys.keysFor(anIssuer(), 'a')).rejects.toThrow(/names (another|no) issuer/)
    expect(world.fetches).toBe(0)
  })

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['text', 'jwks'],
    ['a list', []],
    ['no key set', { issuer: 'https://ci.example' }],
    ['a key set that is no text', { issuer: 'https://ci.example', jwks_uri: 7 }],
  ])('but not when it holds %s', async (_, body) => {
    const world = aWorld(keySet('a'))
    world.discovery = json(body)
    await expect(world.keys.keysFor(anIssuer(), 'a')).rejects.toThrow('names no issuer')
    expect(world.fetches).toBe(0)
  })
})

describe('an unknown key', () => {
  it('causes one fetch, and the new key is found', async () => {
    const world = aWorld(keySet('a'))
    await world.keys.keysFor(anIssuer(), 'a')
    world.pass(MINUTE)
    world.jwks = keySet('a', 'b')
    expect(kidsOf(await world.keys.keysFor(anIssuer(), 'b'))).toEqual(['a', 'b'])
    expect(world.fetches).toBe(2)
  })

  it('is then left alone for 30 seconds, however often one is named', async () => {
    const world = aWorld(keySet('a'))
    await world.keys.keysFor(anIssuer(), 'a')
    world.pass(MINUTE)
    for (let attempt = 0; attempt < 100; attempt += 1) {
      await world.keys.keysFor(anIssuer(), `made-up-${attempt}`)
    }
    expect(world.fetches).toBe(2)
    world.pass(30 * SECOND - 1)
    await world.keys.keysFor(anIssuer(), 'made-up')
    expect(world.fetches).toBe(2)
    world.pass(1)
    await world.keys.keysFor(anIssuer(), 'made-up')
    expect(world.fetches).toBe(3)
  })

  it('waits also where the fetch before succeeded and known keys are used meanwhile', async () => {
    const world = aWorld(keySet('a'))
    await world.keys.keysFor(anIssuer(), 'a')
    world.pass(MINUTE)
    world.jwks = keySet('a', 'b')
    await world.keys.keysFor(anIssuer(), 'b')
    for (const kid of ['a', 'b', 'c', 'a', 'd']) await world.keys.keysFor(anIssuer(), kid)
    expect(world.fetches).toBe(2)
  })

  it('is no reason to forget the keys that are known', async () => {
    const world = aWorld(keySet('a'))
    await world.keys.keysFor(anIssuer(), 'a')
    world.pass(MINUTE)
    world.jwks = failing('down')
    expect(kidsOf(await world.keys.keysFor(anIssuer(), 'b'))).toEqual(['a'])
  })
})

describe('callers at the same time share one fetch', () => {
  it('when there are no keys yet', async () => {
    const world = aWorld(keySet('a'))
    const sets = await Promise.all(
      Array.from({ length: 50 }, () => world.keys.keysFor(anIssuer(), 'a')),
    )
    expect(new Set(sets.map((set) => kidsOf(set).join())).size).toBe(1)
    expect(world.fetched).toHaveLength(2)
  })

  it('when a key is unknown, and all of them get the new one', async () => {
    const world = aWorld(keySet('a'))
    await world.keys.keysFor(anIssuer(), 'a')
    world.pass(MINUTE)
    world.jwks = keySet('b')
    const sets = await Promise.all(
      Array.from({ length: 50 }, () => world.keys.keysFor(anIssuer(), 'b')),
    )
    expect(sets.every((set) => kidsOf(set)[0] === 'b')).toBe(true)
    expect(world.fetches).toBe(2)
  })

  it('and its failure', async () => {
    const world = aWorld(failing('down'))
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, () => world.keys.keysFor(anIssuer(), 'a')),
    )
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true)
    expect(world.fetches).toBe(1)
  })
})

describe('keeps the last good set', () => {
  it.each([
    ['fails', failing('connect ECONNREFUSED')],
    ['is empty', json({ keys: [] })],
    ['holds no list', json({ keys: {} })],
    ['holds no keys', json({ keys: ['a'] })],
    ['holds a key of no type', json({ keys: [aKey('a'), { kid: 'b' }] })],
    ['holds no key that verifies', json({ keys: [{ ...aKey('b'), use: 'enc' }] })],
    ['holds private keys alone', json({ keys: [{ ...aKey('b'), d: 'AQ' }] })],
    ['holds a shared key alone', json({ keys: [{ kty: 'oct', kid: 'b', k: 'AQ' }] })],
    ['holds more than 1,000 keys', json({ keys: Array.from({ length: 1001 }, () => aKey('b')) })],
    ['is null', json(null)],
    ['is text', json('keys')],
  ])('when the next answer %s', async (_, answer) => {
    const world = aWorld(keySet('a'))
    await world.keys.keysFor(anIssuer(), 'a')
    world.jwks = answer
    world.pass(2 * DAY)
    expect(kidsOf(await world.keys.keysFor(anIssuer(), 'a'))).toEqual(['a'])
    await settle()
    expect(world.fetches).toBe(2)
    expect(kidsOf(await world.keys.keysFor(anIssuer(), 'a'))).toEqual(['a'])
    expect(world.keys.healthOf(anIssuer())).toMatchObject({
      keys: [{ keyId: 'a' }],
      failuresInARow: 1,
      lastError: expect.any(String),
    })
  })

  it('when discovery names another issuer later on', async () => {
    const world = aWorld(keySet('a'))
    await world.keys.keysFor(anIssuer(), 'a')
    world.pass(MINUTE)
    world.jwks = keySet('evil')
    world.discovery = json({ issuer: 'https://evil.example', jwks_uri: 'https://ci.example/jwks' })
    expect(kidsOf(await world.keys.keysFor(anIssuer(), 'evil'))).toEqual(['a'])
  })

  it('and drops a key that a good answer no longer holds', async () => {
    const world = aWorld(keySet('a', 'stolen'))
    await world.keys.keysFor(anIssuer(), 'a')
    world.pass(DAY)
    world.jwks = keySet('a')
    await world.keys.keysFor(anIssuer(), 'a')
    await settle()
    expect(kidsOf(await world.keys.keysFor(anIssuer(), 'a'))).toEqual(['a'])
  })
})

describe('an issuer that has never answered', () => {
  it('is refused with the reason, and asked again after 30 seconds only', async () => {
    const world = aWorld(failing('connect ECONNREFUSED'))
    for (let attempt = 0; attempt < 20; attempt += 1) {
      await expect(world.keys.keysFor(anIssuer(), 'a')).rejects.toThrow('ECONNREFUSED')
    }
    expect(world.fetches).toBe(1)
    world.pass(30 * SECOND)
    world.jwks = keySet('a')
    expect(kidsOf(await world.keys.keysFor(anIssuer(), 'a'))).toEqual(['a'])
    expect(world.fetches).toBe(2)
  })

  it('is refused when it answers without a key', async () => {
    const world = aWorld(json({ keys: [] }))
    await expect(world.keys.keysFor(anIssuer(), undefined)).rejects.toThrow('holds no keys')
  })
})

describe('keys are refreshed in the background once they are no longer fresh', () => {
  it.each([
    ['10 minutes when nothing is said', undefined, 10 * MINUTE],
    ['a minute at least', 0, MINUTE],
    ['a minute at least, though a second is said', 1, MINUTE],
    ['as long as is said', 300, 5 * MINUTE],
    ['a day at most', 999_999_999, DAY],
  ])('after %s', async (_, maxAge, freshFor) => {
    const world = aWorld(json({ keys: [aKey('a')] }, maxAge))
    await world.keys.keysFor(anIssuer(), 'a')
    world.pass(freshFor - 1)
    await world.keys.keysFor(anIssuer(), 'a')
    await settle()
    expect(world.fetches).toBe(1)
    world.pass(1)
    await world.keys.keysFor(anIssuer(), 'a')
    await settle()
    expect(world.fetches).toBe(2)
  })

  it('without anybody waiting for it', async () => {
    const world = aWorld(keySet('a'))
    await world.keys.keysFor(anIssuer(), 'a')
    world.pass(DAY)
    world.jwks = () => new Promise(() => undefined)
    expect(kidsOf(await world.keys.keysFor(anIssuer(), 'a'))).toEqual(['a'])
    expect(kidsOf(await world.keys.keysFor(anIssuer(), 'a'))).toEqual(['a'])
  })

  it('and a failing issuer is tried every 30 seconds, not at every call', async () => {
    const world = aWorld(keySet('a'))
    await world.keys.keysFor(anIssuer(), 'a')
    world.jwks = failing('down')
    world.pass(DAY)
    for (let second = 0; second < 90; second += 1) {
      await world.keys.keysFor(anIssuer(), 'a')
      await settle()
      world.pass(SECOND)
    }
    expect(world.fetches).toBe(1 + 3)
  })
})

describe('two issuers never mix', () => {
  const one = anIssuer({ id: 'iss_1', url: 'https://one.example' })
  const other = anIssuer({ id: 'iss_2', url: 'https://other.example' })

  function twoIssuers() {
    const fetched: string[] = []
    const keys = new IssuerKeys({
      now: () => 0,
      async fetchJson(url) {
        fetched.push(url)
        const { origin } = new URL(url)
        const body = url.endsWith('/jwks')
          ? { keys: [{ ...aKey('same'), alg: origin.includes('one') ? 'RS256' : 'RS512' }] }
          : { issuer: origin, jwks_uri: `${origin}/jwks` }
        return { body, maxAgeSeconds: undefined }
      },
    })
    return { fetched, keys }
  }

  it('though their keys have the same id', async () => {
    const { keys } = twoIssuers()
    const sets = [await keys.keysFor(one, 'same'), await keys.keysFor(other, 'same')]
    expect(sets.map((set) => set.jwks.map(({ alg }) => alg))).toEqual([['RS256'], ['RS512']])
  })

  it('nor does the cool-down of one hold back the other', async () => {
    const { fetched, keys } = twoIssuers()
    await keys.keysFor(one, 'made-up')
    await keys.keysFor(one, 'made-up')
    await keys.keysFor(other, 'made-up')
    expect(fetched.filter((url) => url.endsWith('/jwks'))).toEqual([
      'https://one.example/jwks',
      'https://other.example/jwks',
    ])
  })
})

it('takes a set of a thousand keys', async () => {
  const kids = Array.from({ length: 1000 }, (_, index) => `key-${index}`)
  const world = aWorld(keySet(...kids))
  expect(kidsOf(await world.keys.keysFor(anIssuer(), 'key-999'))).toEqual(kids)
})

it('takes a token without a key id for one of the known keys', async () => {
  const world = aWorld(keySet('a'))
  await world.keys.keysFor(anIssuer(), undefined)
  world.pass(MINUTE)
  await world.keys.keysFor(anIssuer(), undefined)
  expect(world.fetches).toBe(1)
})

it('tells how fetching has gone', async () => {
  const world = aWorld(keySet('a'))
  const start = world.time
  expect(world.keys.healthOf(anIssuer())).toEqual({
    lastFetchAt: null,
    lastSuccessAt: null,
    lastError: null,
    failuresInARow: 0,
    keyUrl: null,
    freshUntil: null,
    keys: [],
  })
  await world.keys.keysFor(anIssuer(), 'a')
  world.pass(DAY)
  world.jwks = failing('down')
  await world.keys.keysFor(anIssuer(), 'a')
  await settle()
  const health = world.keys.healthOf(anIssuer())
  expect(Date.parse(health.lastSuccessAt ?? '')).toBe(start)
  expect(Date.parse(health.lastFetchAt ?? '')).toBe(start + DAY)
  const firstSeenAt = new Date(start).toISOString().replace('.000Z', 'Z')
  expect(health).toMatchObject({
    lastError: 'down',
    failuresInARow: 1,
    keyUrl: 'https://ci.example/jwks',
    keys: [{ keyId: 'a', firstSeenAt }],
  })

  world.pass(MINUTE)
  world.jwks = keySet('a', 'b')
  await world.keys.keysFor(anIssuer(), 'b')
  const [first, second] = world.keys.healthOf(anIssuer()).keys
  expect(world.keys.healthOf(anIssuer())).toMatchObject({ lastError: null, failuresInARow: 0 })
  expect(first).toEqual({ keyId: 'a', firstSeenAt })
  expect(Date.parse(second?.firstSeenAt ?? '')).toBe(start + DAY + MINUTE)
})
