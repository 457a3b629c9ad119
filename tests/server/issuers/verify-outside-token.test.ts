import { constants, createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Issuer } from '#server/domain/model.ts'
import { IssuerKeys } from '#server/issuers/issuer-keys.ts'
import { verifyOutsideToken } from '#server/issuers/verify-outside-token.ts'
import { anIssuer } from './an-issuer.ts'

const NOW = 1_800_000_000

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const weakRsa = generateKeyPairSync('rsa', { modulusLength: 1024 })
const attacker = generateKeyPairSync('rsa', { modulusLength: 2048 })

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const toJwk = (key: KeyObject, more: object) => ({ ...key.export({ format: 'jwk' }), ...more })

const rsaJwk = toJwk(rsa.publicKey, { kid: 'rsa', alg: 'RS256', use: 'sig' })
const ecJwk = toJwk(ec.publicKey, { kid: 'ec', alg: 'ES256', use: 'sig' })

const goodClaims = { iss: 'https://ci.example', sub: 'x', iat: NOW, exp: NOW + 300 }

/** Signs by hand, so that a test can sign what no library would. */
function aToken(header: object, claims: object = goodClaims, privateKey = rsa.privateKey): string {
  const input = `${encode(header)}.${encode(claims)}`
  const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const
  return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`
}

const goodHeader = { alg: 'RS256', kid: 'rsa' }

/** Verifies against issuers whose keys come from a made-up network that counts. */
function aVerifier(
  issuers: readonly Issuer[] = [anIssuer()],
  jwks: readonly object[] = [rsaJwk, ecJwk],
) {
  const fetched: string[] = []
  const now = () => NOW * 1000
  const keys = new IssuerKeys({
    now,
    async fetchJson(url) {
      fetched.push(url)
      const issuer = issuers.find((one) => url.startsWith(`${one.url}/`))
      const body = url.endsWith('/jwks')
        ? { keys: jwks }
        : { issuer: issuer?.url, jwks_uri: `${issuer?.url}/jwks` }
      return { body, maxAgeSeconds: undefined }
    },
  })
  const findIssuer = (url: string) => issuers.find((issuer) => issuer.url === url)
  const verify = (compact: string) => verifyOutsideToken(compact, { findIssuer, keys, now })
  return { fetched, verify }
}

/** Tells the stage at which a token is refused. */
async function stageOf(compact: string, verifier = aVerifier()): Promise<string> {
  const verification = await verifier.verify(compact)
  return verification.ok ? 'ok' : verification.stage
}

describe('accepts a token of a registered issuer', () => {
  it.each([
    ['RS256', aToken(goodHeader)],
    ['ES256', aToken({ alg: 'ES256', kid: 'ec' }, goodClaims, ec.privateKey)],
    ['without a key id where one key fits', aToken({ alg: 'RS256' })],
    ['with a type', aToken({ ...goodHeader, typ: 'JWT' })],
  ])('%s', async (_, compact) => {
    expect(await aVerifier().verify(compact)).toMatchObject({
      ok: true,
      token: { issuerId: 'iss_1', claims: goodClaims },
    })
  })
})

describe('refuses what the issuer did not sign', () => {
  const [header = '', payload = '', signature = ''] = aToken(goodHeader).split('.')
  const otherPayload = encode({ ...goodClaims, sub: 'admin' })
  const otherHeader = encode({ ...goodHeader, typ: 'JWT' })
  const flipped = (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1)
  const pem = rsa.publicKey.export({ type: 'spki', format: 'pem' })
  const hmac = (algorithm: string, key: string | Buffer) => {
    const input = `${encode({ alg: algorithm, kid: 'rsa' })}.${payload}`
    return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`
  }

  it.each([
    ['signed by somebody else', aToken(goodHeader, goodClaims, attacker.privateKey), 'signature'],
    ['other claims', `${header}.${otherPayload}.${signature}`, 'signature'],
    ['another header', `${otherHeader}.${payload}.${signature}`, 'signature'],
    ['a changed signature', `${header}.${payload}.${flipped}`, 'signature'],
    ['a signature cut short', `${header}.${payload}.${signature.slice(0, -2)}`, 'signature'],
    ['a signature of one byte', `${header}.${payload}.AA`, 'signature'],
    ['a signature with more behind', `${header}.${payload}.${signature}AAAA`, 'signature'],
    ['cut off in the payload', `${header}.${payload.slice(0, -8)}.${signature}`, 'malformed'],
    ['cut off before the signature', `${header}.${payload}`, 'malformed'],
    ['the signature of another token', `${header}.${otherPayload}.${signature}`, 'signature'],
    [
      'an EC signature of zeros',
      `${encode({ alg: 'ES256', kid: 'ec' })}.${payload}.${Buffer.alloc(64).toString('base64url')}`,
      'signature',
    ],
    ['an EC signature in DER', toDerSigned(), 'signature'],
    ['alg none', `${encode({ alg: 'none' })}.${payload}.`, 'malformed'],
    [
      'alg none with a signature',
      `${encode({ alg: 'none', kid: 'rsa' })}.${payload}.${signature}`,
      'malformed',
    ],
    ['alg None', `${encode({ alg: 'None', kid: 'rsa' })}.${payload}.${signature}`, 'malformed'],
    ['alg rs256', `${encode({ alg: 'rs256', kid: 'rsa' })}.${payload}.${signature}`, 'malformed'],
    ['HS256 with the public key as PEM', hmac('HS256', pem), 'malformed'],
    ['HS256 with the public key as JWK', hmac('HS256', JSON.stringify(rsaJwk)), 'malformed'],
    ['HS256 with an empty key', hmac('HS256', ''), 'malformed'],
    ['RS256 against an EC key', aToken({ alg: 'RS256', kid: 'ec' }), 'signature'],
    [
      'ES256 against an RSA key',
      aToken({ alg: 'ES256', kid: 'rsa' }, goodClaims, ec.privateKey),
      'signature',
    ],
    ['an algorithm that is not in the list', aToken({ alg: 'RS512', kid: 'rsa' }), 'malformed'],
    ['PS256 by a key for RS256', aToken({ alg: 'PS256', kid: 'rsa' }), 'malformed'],
    ['an unknown key id', aToken({ alg: 'RS256', kid: 'other' }), 'signature'],
    ['the key id of another key', aToken({ alg: 'RS256', kid: 'ec' }), 'signature'],
    ['a critical extension', aToken({ ...goodHeader, crit: ['x'], x: 1 }), 'malformed'],
    ['an encrypted token', `${encode({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a.b.c.d`, 'malformed'],
  ])('%s', async (_, compact, stage) => {
    expect(await stageOf(compact)).toBe(stage)
  })

  it('by no key or a shared one, were such an algorithm ever on the list of an issuer', async () => {
    const algorithms = ['none', 'HS256', 'constructor'] as const
    // On purpose not algorithms that an issuer can have.
    const verifier = aVerifier([anIssuer({ algorithms: [...algorithms] as string[] })])
    for (const alg of algorithms) {
      expect(await stageOf(hmac(alg, pem), verifier)).toBe('malformed')
    }
    expect(verifier.fetched).toEqual([])
  })

  function toDerSigned(): string {
    const input = `${encode({ alg: 'ES256', kid: 'ec' })}.${payload}`
    const der = sign('sha256', Buffer.from(input), ec.privateKey).toString('base64url')
    return `${input}.${der}`
  }
})

describe('takes keys from the issuer alone', () => {
  const attackerJwk = toJwk(attacker.publicKey, { kid: 'rsa', alg: 'RS256' })

  it.each([
    ['jwk', { jwk: attackerJwk }],
    ['jku', { jku: 'https://evil.example/jwks' }],
    ['x5u', { x5u: 'https://evil.example/x5u' }],
    [
      'x5c',
      { x5c: [attacker.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')] },
    ],
    [
      'all of them, without a key id',
      { kid: undefined, jwk: attackerJwk, jku: 'https://evil.example' },
    ],
  ])('and not from %s in the header', async (_, more) => {
    const verifier = aVerifier()
    const forged = aToken({ ...goodHeader, ...more }, goodClaims, attacker.privateKey)
    expect(await stageOf(forged, verifier)).toBe('signature')
    expect(verifier.fetched).toEqual([
      'https://ci.example/.well-known/openid-configuration',
      'https://ci.example/jwks',
    ])
    expect(await stageOf(aToken({ ...goodHeader, ...more }), verifier)).toBe('ok')
  })

  it.each([
    ['a key for encryption', { ...rsaJwk, use: 'enc' }],
    ['a key for another algorithm', { ...rsaJwk, alg: 'RS512' }],
    ['a key for another operation', { ...rsaJwk, key_ops: ['encrypt'] }],
    ['a symmetric key', { kty: 'oct', kid: 'rsa', k: 'c2VjcmV0' }],
  ])('and not %s', async (_, jwk) => {
    expect(await stageOf(aToken(goodHeader), aVerifier([anIssuer()], [jwk]))).toBe('signature')
  })

  it('and not an RSA key of fewer than 2048 bits', async () => {
    const jwk = toJwk(weakRsa.publicKey, { kid: 'rsa', alg: 'RS256', use: 'sig' })
    const compact = aToken(goodHeader, goodClaims, weakRsa.privateKey)
    expect(await stageOf(compact, aVerifier([anIssuer()], [jwk]))).toBe('signature')
  })

  it('and not from another issuer whose key has the same id', async () => {
    const one = anIssuer()
    const other = anIssuer({ id: 'iss_2', url: 'https://evil.example' })
    const keys = new IssuerKeys({
      now: () => NOW * 1000,
      async fetchJson(url) {
        const { origin } = new URL(url)
        const jwk = origin === one.url ? rsaJwk : toJwk(attacker.publicKey, { kid: 'rsa' })
        const body = url.endsWith('/jwks')
          ? { keys: [jwk] }
          : { issuer: origin, jwks_uri: `${origin}/jwks` }
        return { body, maxAgeSeconds: undefined }
      },
    })
    const parts = {
      keys,
      now: () => NOW * 1000,
      findIssuer: (url: string) => [one, other].find((issuer) => issuer.url === url),
    }
    const own = aToken(goodHeader, { ...goodClaims, iss: other.url }, attacker.privateKey)
    expect(await verifyOutsideToken(own, parts)).toMatchObject({ token: { issuerId: 'iss_2' } })
    const forged = aToken(goodHeader, goodClaims, attacker.privateKey)
    expect(await verifyOutsideToken(forged, parts)).toMatchObject({ stage: 'signature' })
  })
})

describe('asks nobody for the keys of an issuer that is not registered', () => {
  it.each([
    ['another host', 'https://evil.example'],
    ['a host that begins alike', 'https://ci.example.evil.example'],
    ['a user name', 'https://ci.example@evil.example'],
    ['a slash behind', 'https://ci.example/'],
    ['a path behind', 'https://ci.example/x'],
    ['a step up', 'https://ci.example/..'],
    ['another letter case', 'https://CI.example'],
    ['http', 'http://ci.example'],
    ['the usual port, written', 'https://ci.example:443'],
    ['a query', 'https://ci.example?'],
    ['a fragment', 'https://ci.example#'],
    ['a look-alike letter', 'https://c\u0456.example'],
    ['a space behind', 'https://ci.example '],
    ['metadata', 'http://169.254.169.254'],
    ['empty text', ''],
    ['an inherited name', '__proto__'],
  ])('%s', async (_, iss) => {
    const verifier = aVerifier()
    const forged = aToken(goodHeader, { ...goodClaims, iss }, attacker.privateKey)
    expect(await stageOf(forged, verifier)).toBe('issuer')
    expect(await stageOf(aToken(goodHeader, { ...goodClaims, iss }), verifier)).toBe('issuer')
    expect(verifier.fetched).toEqual([])
  })

  it('nor for one that is disabled', async () => {
    const verifier = aVerifier([anIssuer({ enabled: false })])
    expect(await stageOf(aToken(goodHeader), verifier)).toBe('issuer')
    expect(verifier.fetched).toEqual([])
  })

  it('nor for a token whose algorithm is refused anyway', async () => {
    const verifier = aVerifier([anIssuer({ algorithms: ['ES256'] })])
    expect(await stageOf(aToken(goodHeader), verifier)).toBe('malformed')
    expect(verifier.fetched).toEqual([])
  })

  it('nor for what is no token', async () => {
    const verifier = aVerifier()
    expect(await stageOf('a.b.c', verifier)).toBe('malformed')
    expect(verifier.fetched).toEqual([])
  })
})

describe('looks at the times of a token that is genuine', () => {
  it.each([
    ['expired', { exp: NOW - 30 }, 'expired'],
    ['without an end', { exp: undefined }, 'expired'],
    ['an end as text', { exp: String(NOW + 300) }, 'expired'],
    ['not yet valid', { nbf: NOW + 31 }, 'not_yet_valid'],
    ['issued in the future', { iat: NOW + 31, exp: NOW + 300 }, 'not_yet_valid'],
    ['living longer than the issuer may allow', { exp: NOW + 3601 }, 'too_old'],
  ])('%s', async (_, more, stage) => {
    expect(await stageOf(aToken(goodHeader, { ...goodClaims, ...more }))).toBe(stage)
  })

  it('by the maximum of its own issuer', async () => {
    const strict = aVerifier([anIssuer({ maxTokenAgeSeconds: 299 })])
    expect(await stageOf(aToken(goodHeader), strict)).toBe('too_old')
  })

  it('and at nothing else before the signature', async () => {
    const expired = { ...goodClaims, exp: 1 }
    const forged = aToken(goodHeader, expired, attacker.privateKey)
    expect(await stageOf(forged)).toBe('signature')
  })
})

it('refuses while the keys cannot be had, and says why for the log', async () => {
  const keys = new IssuerKeys({
    now: () => NOW * 1000,
    fetchJson: () => Promise.reject(new Error('connect ECONNREFUSED')),
  })
  const parts = { keys, now: () => NOW * 1000, findIssuer: () => anIssuer() }
  expect(await verifyOutsideToken(aToken(goodHeader), parts)).toMatchObject({
    ok: false,
    stage: 'signature',
    detail: expect.stringContaining('connect ECONNREFUSED'),
  })
})

it('never repeats a token in what it says', async () => {
  const tokens = [
    aToken(goodHeader, goodClaims, attacker.privateKey),
    aToken({ alg: 'RS512', kid: 'rsa' }),
    aToken(goodHeader, { ...goodClaims, exp: 1 }),
    aToken(goodHeader, { ...goodClaims, iss: 'https://evil.example' }),
    'a.b.c',
  ]
  for (const compact of tokens) {
    const said = JSON.stringify(await aVerifier().verify(compact))
    for (const part of compact.split('.').filter(({ length }) => length > 10)) {
      expect(said).not.toContain(part)
    }
  }
})

describe('every algorithm takes the keys that it is made for', () => {
  const pair = {
    rsa,
    p256: ec,
    p384: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
    p521: generateKeyPairSync('ec', { namedCurve: 'P-521' }),
    ed: generateKeyPairSync('ed25519'),
  }
  const SALT = constants.RSA_PSS_SALTLEN_DIGEST
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: SALT }
  const flat = { dsaEncoding: 'ieee-p1363' } as const
  const made = {
    RS384: ['rsa', 'sha384', {}],
    RS512: ['rsa', 'sha512', {}],
    PS256: ['rsa', 'sha256', pss],
    PS384: ['rsa', 'sha384', pss],
    PS512: ['rsa', 'sha512', pss],
    ES256: ['p256', 'sha256', flat],
    ES384: ['p384', 'sha384', flat],
    ES512: ['p521', 'sha512', flat],
    EdDSA: ['ed', undefined, {}],
    Ed25519: ['ed', undefined, {}],
  } as const
  type Name = keyof typeof made
  const names = Object.keys(made) as Name[]

  function signed(name: Name, more: object = {}, by?: keyof typeof pair): string {
    const [own, hash, options] = made[name]
    const key = by ?? own
    const input = `${encode({ alg: name, kid: 'k' })}.${encode(goodClaims)}`
    const privateKey = { key: pair[key].privateKey, ...options, ...more }
    return `${input}.${sign(hash, Buffer.from(input), privateKey).toString('base64url')}`
  }

  const verifierWith = (key: keyof typeof pair, more: object = {}) =>
    aVerifier(
      [anIssuer({ algorithms: names })],
      [toJwk(pair[key].publicKey, { kid: 'k', ...more })],
    )

  it.each(names)('%s', async (name) => {
    const [key] = made[name]
    expect(await stageOf(signed(name), verifierWith(key))).toBe('ok')
    expect(await stageOf(signed(name), verifierWith(key, { alg: name }))).toBe('ok')
    expect(await stageOf(signed(name), verifierWith(key, { alg: 'RS256' }))).toBe('signature')
    const others = (Object.keys(pair) as (keyof typeof pair)[]).filter((each) => each !== key)
    for (const other of others) {
      expect(await stageOf(signed(name), verifierWith(other))).toBe('signature')
    }
  })

  it.each([
    ['ES256', 'p384'],
    ['ES384', 'p521'],
    ['ES512', 'p256'],
  ] as const)('%s takes no key of another curve, %s, that did sign', async (name, by) => {
    expect(await stageOf(signed(name, {}, by), verifierWith(by))).toBe('signature')
  })

  it('a salt of another length is refused', async () => {
    expect(await stageOf(signed('PS256', { saltLength: 0 }), verifierWith('rsa'))).toBe('signature')
  })

  it('a token without a key id is tried with at most 16 keys', async () => {
    const strangers = Array.from({ length: 16 }, (_, index) =>
      toJwk(attacker.publicKey, { kid: `k${index}` }),
    )
    const token = aToken({ alg: 'RS256' })
    const last = aVerifier([anIssuer()], [...strangers.slice(1), rsaJwk])
    expect(await stageOf(token, last)).toBe('ok')
    expect(await stageOf(token, aVerifier([anIssuer()], [...strangers, rsaJwk]))).toBe('signature')
  })
})

describe('tells administrators all that was looked at', () => {
  it('of a token that is accepted', async () => {
    const { checks } = await aVerifier().verify(aToken(goodHeader))
    expect(checks.map(({ check, ok }) => `${check} ${ok}`)).toEqual([
      'issuer true',
      'algorithm true',
      'signature true',
      'exp true',
      'nbf true',
      'iat true',
      'age true',
    ])
  })

  it('of a token that is refused, and not only the first', async () => {
    const forged = aToken(goodHeader, { ...goodClaims, exp: NOW - 90 }, attacker.privateKey)
    const verification = await aVerifier().verify(forged)
    expect(verification).toMatchObject({
      stage: 'signature',
      issuerId: 'iss_1',
      unverifiedClaims: { sub: 'x' },
    })
    const failed = verification.checks.filter(({ ok }) => !ok)
    expect(failed.map(({ check, hint }) => [check, hint])).toEqual([
      ['signature', undefined],
      ['exp', 'expired 90 s ago'],
    ])
  })

  it.each([
    ['an issuer that is disabled', [anIssuer({ enabled: false })], [rsaJwk], 'issuer', 'enabled'],
    ['keys that do not come', [anIssuer()], [], 'key', 'fetch'],
    ['an issuer that nobody knows', [], [rsaJwk], 'issuer', undefined],
    ['a key that the issuer does not have', [anIssuer()], [ecJwk], 'key', undefined],
  ] as const)('and tells %s apart', async (_, issuers, jwks, check, rule) => {
    const { checks } = await aVerifier(issuers, jwks).verify(aToken(goodHeader))
    const [failed] = checks.filter(({ ok }) => !ok)
    expect([failed?.check, failed?.rule]).toEqual([check, rule])
  })

  it('and names the other issuer whose key it is', async () => {
    const other = anIssuer({
      id: 'iss_2',
      url: 'https://other.example',
      keySource: { kind: 'jwks', keys: [{ ...rsaJwk, kid: 'theirs' }] },
    })
    const verifier = aVerifier([anIssuer(), other])
    await verifier.verify(
      aToken({ alg: 'RS256', kid: 'theirs' }, { ...goodClaims, iss: other.url }),
    )
    const { checks } = await verifier.verify(aToken({ alg: 'RS256', kid: 'theirs' }))
    expect(checks.find(({ check }) => check === 'key')).toMatchObject({
      ok: false,
      hint: 'this key is one of https://other.example',
    })
  })
})

it('an issuer that is disabled while its keys are fetched lets nobody in any more', async () => {
  const registered: Issuer[] = [anIssuer()]
  const keys = new IssuerKeys({
    now: () => NOW * 1000,
    async fetchJson(url) {
      registered[0] = anIssuer({ enabled: false, version: 2 })
      const body = url.endsWith('/jwks')
        ? { keys: [rsaJwk] }
        : { issuer: 'https://ci.example', jwks_uri: 'https://ci.example/jwks' }
      return { body, maxAgeSeconds: undefined }
    },
  })
  const parts = { keys, now: () => NOW * 1000, findIssuer: () => registered[0] }
  expect(await verifyOutsideToken(aToken(goodHeader), parts)).toMatchObject({ stage: 'issuer' })
})
