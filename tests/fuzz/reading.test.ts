import { isIP, isIPv6 } from 'node:net'
import fc from 'fast-check'
import { expect } from 'vitest'
import { Instant, Name } from '#contract/common.ts'
import { toAddressKey } from '#server/domain/address-key.ts'
import type { Subject } from '#server/domain/decide-access.ts'
import { decideScope, toScopeRestriction } from '#server/domain/decide-scope.ts'
import {
  isWithin,
  listChain,
  toChildPath,
  toParentPath,
  toTreeOrder,
} from '#server/domain/paths.ts'
import { parseSecret, toSecret } from '#server/domain/secret-format.ts'
import { toInstant, toTimestamp } from '#server/domain/times.ts'
import { AppError } from '#server/errors.ts'
import { refuseAddress } from '#server/issuers/address-rules.ts'
import { importKey } from '#server/issuers/import-key.ts'
import { refuseIssuerUrl } from '#server/issuers/issuer-url.ts'
import { parsePastedKeys } from '#server/issuers/parse-pasted-keys.ts'
import { parsePublicKey } from '#server/keys/parse-public-key.ts'
import { readClientCredentials } from '#server/oauth/client-authentication/read-client-credentials.ts'
import { parseForm } from '#server/oauth/form.ts'
import { OAuthError } from '#server/oauth/oauth-error.ts'
import { decodeCursor, encodeCursor } from '#server/operations/pages.ts'
import { fuzz } from './fuzz.ts'
import { encodedText, hostileText, hostileValue } from './hostile.ts'
import { makeCompactKey } from './sign-compact.ts'
import { spoil } from './to-arbitrary.ts'

/** Gives what is returned, or lets nothing be thrown but a refusal. */
function tryTo<T>(run: () => T, refusal: typeof AppError | typeof OAuthError): T | undefined {
  try {
    return run()
  } catch (error) {
    expect(error).toBeInstanceOf(refusal)
    return undefined
  }
}

const randomBytes = fc.uint8Array({ minLength: 32, maxLength: 32 })

fuzz(
  'secrets',
  fc.tuple(
    randomBytes,
    fc.stringMatching(/^[0-9a-z]{26}$/),
    fc.nat(),
    fc.constantFrom('0', 'a', 'Z', '_', '', ' ', '\n'),
    hostileText,
  ),
  ([random, publicId, at, other, text]) => {
    const secret = toSecret('dwcs', publicId, random)
    expect(parseSecret(secret)).toEqual({ prefix: 'dwcs', publicId })
    const from = at % secret.length
    const changed = secret.slice(0, from) + other + secret.slice(from + 1)
    if (changed !== secret) expect(parseSecret(changed)).toBeUndefined()
    expect(parseSecret(text)).toBeUndefined()
    expect(parseSecret(secret + text)?.publicId).toBe(text === '' ? publicId : undefined)
  },
)

const names = fc.oneof(fc.constantFrom('scope', 'resource', 'audience', '__proto__'), hostileText)
const pairs = fc.array(fc.tuple(names, hostileText), { maxLength: 60 })

fuzz(
  'forms',
  fc.oneof(
    pairs.map((list) => new URLSearchParams(list).toString()),
    encodedText,
  ),
  (body) => {
    const sent = [...new URLSearchParams(body)]
    const filled = sent.filter(([, value]) => value !== '')
    const isTwice = filled.some(
      ([name], at) =>
        !['resource', 'audience'].includes(name) &&
        filled.findIndex(([other]) => other === name) < at,
    )
    const form = tryTo(() => parseForm(body), OAuthError)
    expect(form === undefined).toBe(isTwice || sent.length > 50)
    for (const [name] of form ? filled : []) {
      expect(form?.getAll(name)).toEqual(
        filled.filter(([other]) => other === name).map(([, value]) => value),
      )
    }
  },
)

/** Networks by their first address and the bits that count, for a check by arithmetic alone. */
const never: readonly (readonly [number, number])[] = [
  [0xa9fe0000, 16],
  [0, 8],
  [0x646464c8, 32],
  [0xa83f8110, 32],
  [0xc00000c0, 32],
  [0xe0000000, 3],
]
const inside: readonly (readonly [number, number])[] = [
  [0x7f000000, 8],
  [0x0a000000, 8],
  [0xac100000, 12],
  [0xc0a80000, 16],
  [0x64400000, 10],
  [0xc0000000, 24],
  [0xc0000200, 24],
  [0xc6120000, 15],
  [0xc6336400, 24],
  [0xcb007100, 24],
]
const isIn = (address: number, networks: typeof never) =>
  networks.some(
    ([network, bits]) =>
      Math.floor(address / 2 ** (32 - bits)) === Math.floor(network / 2 ** (32 - bits)),
  )

const near = fc
  .tuple(fc.constantFrom(...never, ...inside), fc.integer({ min: -2, max: 2 }), fc.boolean())
  .map(
    ([[network, bits], offset, isEnd]) =>
      (network + (isEnd ? 2 ** (32 - bits) : 0) + offset + 2 ** 32) % 2 ** 32,
  )
const ipv4 = fc.oneof(near, fc.integer({ min: 0, max: 2 ** 32 - 1 }))
const dotted = (address: number) =>
  [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join('.')

/** Spells an IPv4 address as IPv6 does: mapped, or behind NAT64. */
function listSpellings(address: number): readonly string[] {
  const [high, low] = [Math.floor(address / 65_536).toString(16), (address % 65_536).toString(16)]
  const padded = `${high.padStart(4, '0')}:${low.padStart(4, '0')}`
  return [
    `::ffff:${dotted(address)}`,
    `::FFFF:${high}:${low}`.toUpperCase(),
    `::ffff:${padded}`,
    `0:0:0:0:0:ffff:${padded}`,
    `0000:0000:0000:0000:0000:ffff:${dotted(address)}`,
    `64:ff9b::${high}:${low}`,
    `0064:ff9b:0:0:0:0:${dotted(address)}`,
  ]
}

fuzz(
  'addresses',
  fc.tuple(
    ipv4,
    hostileText,
    fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 }),
  ),
  ([address, text, groups]) => {
    for (const spelling of [dotted(address), ...listSpellings(address)]) {
      const isNever = isIn(address, never)
      expect(refuseAddress(spelling, true) !== undefined, spelling).toBe(isNever)
      expect(refuseAddress(spelling, false) !== undefined, spelling).toBe(
        isNever || isIn(address, inside),
      )
    }
    expect(toAddressKey(`::ffff:${dotted(address)}`)).toBe(dotted(address))
    expect(refuseAddress(text, true)).toBeDefined()
    expect(typeof toAddressKey(text)).toBe('string')
    const plain = groups.map((group) => group.toString(16)).join(':')
    const short = new URL(`http://[${plain}]`).hostname.slice(1, -1)
    expect(isIPv6(short)).toBe(true)
    expect(toAddressKey(plain)).toBe(toAddressKey(short))
    expect(toAddressKey(plain)).toBe(
      toAddressKey(
        groups.map((group) => group.toString(16).padStart(4, '0').toUpperCase()).join(':'),
      ),
    )
  },
)

const host = fc.oneof(
  ipv4.map(dotted),
  ipv4.map(String),
  ipv4.map((address) => `0x${address.toString(16)}`),
  ipv4.map((address) =>
    dotted(address)
      .split('.')
      .map((byte) => `0${Number(byte).toString(8)}`)
      .join('.'),
  ),
  ipv4.chain((address) =>
    fc.constantFrom(...listSpellings(address).map((spelling) => `[${spelling}]`)),
  ),
  fc.constantFrom(
    'localhost',
    'LOCALHOST',
    'localhost.',
    'issuer.example',
    '①②⑦.0.0.1',
    '127.1',
    '[::1]',
    '[::]',
  ),
  encodedText,
)
const url = fc.tuple(
  fc.constantFrom('https://', 'http://', 'HTTPS://', 'https:', '//', 'ftp://', ''),
  fc.constantFrom('', '', '', 'user@', ':@'),
  host,
  fc.constantFrom('', ':443', ':0', ':99999'),
  fc.constantFrom('', '/', '?', '#', '/a?b', '\\x'),
)

fuzz(
  'issuer URLs',
  fc.tuple(
    url.map((parts) => parts.join('')),
    fc.boolean(),
  ),
  ([text, allowPrivateNetwork]) => {
    if (refuseIssuerUrl(text, allowPrivateNetwork) !== undefined) return
    const { protocol, username, password, search, hash, hostname } = new URL(text)
    expect([username, password, search, hash]).toEqual(['', '', '', ''])
    const bare = hostname.replaceAll(/^\[|\]$/g, '')
    const isAddress = isIP(bare) !== 0
    if (isAddress) expect(refuseAddress(bare, allowPrivateNetwork)).toBeUndefined()
    if (!allowPrivateNetwork)
      expect([protocol, hostname === 'localhost']).toEqual(['https:', false])
  },
)

fuzz(
  'cursors',
  fc.tuple(
    hostileText,
    fc.oneof(
      hostileText,
      encodedText,
      hostileValue.map((value) => Buffer.from(JSON.stringify(value)).toString('base64url')),
    ),
  ),
  ([position, cursor]) => {
    expect(decodeCursor(encodeCursor(position))).toBe(position)
    expect(typeof (tryTo(() => decodeCursor(cursor), AppError) ?? '')).toBe('string')
  },
)

const segments = fc.array(fc.stringMatching(/^[a-c0-2](?:[a-c_-]{0,3}[a-c0-2])?$/), {
  minLength: 1,
  maxLength: 5,
})

fuzz('names and paths', fc.tuple(segments, segments, hostileText), ([one, other, text]) => {
  const [path, otherPath] = [one, other].map((each) => each.reduce(toChildPath, '')) as [
    string,
    string,
  ]
  expect(toParentPath(path)).toBe(one.slice(0, -1).join('/'))
  expect(listChain(path)).toHaveLength(one.length + 1)
  expect(isWithin(path, otherPath)).toBe(other.every((name, at) => one[at] === name))
  expect(toTreeOrder(path) < toTreeOrder(otherPath)).toBe(compareSegments(one, other) < 0)
  for (const name of one) expect(Name.safeParse(name).success).toBe(true)
  expect(Name.safeParse(text).success).toBe(
    /^[a-z0-9_-]{1,64}$/.test(text) && !/^[_-]|[_-]$|\n/.test(text),
  )
})

/** What lies below comes right after; a sibling whose name goes on comes later. */
function compareSegments(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((name, index) => name !== other[index])
  if (at < 0) return one.length - other.length
  const [name = '', meant] = [one[at], other[at]]
  return meant === undefined || name > meant ? 1 : -1
}

const dpop = { proofs: [], method: 'POST', path: '/oauth/token' }
const readBasic = (authorization: string) =>
  readClientCredentials({
    authorization,
    form: parseForm(''),
    dpop,
    address: '',
    correlationId: '',
  })

fuzz(
  'Basic headers',
  fc.tuple(hostileText, hostileText, fc.oneof(hostileText, encodedText)),
  ([id, secret, text]) => {
    const parts = [id, secret].map((part) => encodeURIComponent(Buffer.from(part).toString()))
    const header = `Basic ${Buffer.from(parts.join(':')).toString('base64')}`
    const sent = tryTo(() => readBasic(header), OAuthError)
    if (id === '') expect(sent).toBeUndefined()
    else
      expect(sent).toMatchObject({
        clientId: Buffer.from(id).toString(),
        clientSecret: Buffer.from(secret).toString(),
      })
    expect(['client_secret_basic', undefined]).toContain(
      tryTo(() => readBasic(text), OAuthError)?.method,
    )
    expect(['client_secret_basic', undefined]).toContain(
      tryTo(() => readBasic(`Basic ${text}`), OAuthError)?.method,
    )
  },
)

const powerless: Subject = { standing: 'active', grants: [], homePath: '' }
const words = fc.array(
  fc.oneof(
    hostileText,
    fc.constantFrom('group:view', 'namespace:', 'namespace:acme', 'namespace:__proto__'),
  ),
  { maxLength: 120 },
)

fuzz(
  'scopes',
  words.map((list) => list.join(' ')),
  (asked) => {
    const isNamespace = (path: string) => path === 'acme' || path === ''
    expect(decideScope(asked, { subject: powerless, isNamespace })).toBeUndefined()
    const { permissions, namespaces } = toScopeRestriction(asked)
    // Words that nobody knows allow nothing; only a scope of namespaces leaves all permissions.
    const isOfNamespaces = asked.split(' ').every((word) => word.startsWith('namespace:'))
    expect(permissions === null).toBe(isOfNamespaces)
    expect(namespaces === null).toBe(
      !asked.split(' ').some((word) => word.startsWith('namespace:')),
    )
  },
)

const time = fc
  .tuple(
    fc.integer({ min: 0, max: 9999 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 31 }),
    fc.integer({ min: 0, max: 24 }),
    fc.constantFrom('Z', '+23:59', '-23:59', '+24:00', '', 'z', '+0100'),
    fc.constantFrom('', '.1', '.123456789123456789'),
  )
  .map(([year, month, day, hour, zone, fraction]) => {
    const [y = '', m, d, h] = [year, month, day, hour].map((part) => String(part).padStart(2, '0'))
    return `${y.padStart(4, '0')}-${m}-${d}T${h}:59:59${fraction}${zone}`
  })

fuzz('times', fc.oneof(time, hostileText), (text) => {
  if (!Instant.safeParse(text).success) return
  const written = toInstant(toTimestamp(text))
  expect(Instant.safeParse(written).success).toBe(true)
  expect(toTimestamp(written)).toBe(toTimestamp(text))
})

const { publicJwk, privateKey } = makeCompactKey()
const jwk = fc.oneof(
  fc
    .constantFrom<object>(publicJwk, privateKey.export({ format: 'jwk' }), {
      kty: 'oct',
      k: 'AAAA',
    })
    .chain(spoil),
  hostileValue,
)
const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
const pasted = fc
  .tuple(
    fc.constantFrom(pem, pem.replaceAll('PRIVATE', 'PUBLIC'), '{"keys":[]}'),
    fc.nat(),
    hostileText,
  )
  .map(([text, at, more]) => text.slice(0, at % text.length) + more + text.slice(at % text.length))

function requireRefusal(error: unknown): undefined {
  expect(error).toBeInstanceOf(AppError)
}

fuzz('keys', fc.tuple(jwk, pasted), async ([value, text]) => {
  const isObject = typeof value === 'object' && value !== null
  const inputs = isObject ? [text, { ...value }] : [text]
  for (const input of inputs) {
    const parsed = await parsePublicKey(input).catch(requireRefusal)
    expect(Object.keys(parsed?.publicJwk ?? {})).not.toContain('d')
  }
  const keys = parsePastedKeys(isObject ? { keys: [{ ...value }] } : text)
  expect(JSON.stringify(keys)).not.toContain('"d":')
  if (isObject && 'd' in value) expect(importKey({ ...value }).ok).toBe(false)
})
