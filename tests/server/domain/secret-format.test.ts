import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  parseSecret,
  SECRET_PATTERN,
  type SecretPrefix,
  toHint,
  toSecret,
} from '#server/domain/secret-format.ts'

const PUBLIC_ID = '01jz3q8k5v7x9c2n4m6p8r0t1w'
const prefixes: readonly SecretPrefix[] = ['dwcs', 'dwat', 'dwap', 'dwsl']
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

const prefix = fc.constantFrom(...prefixes)
const random = fc.uint8Array({ minLength: 32, maxLength: 32 })
const publicId = fc
  .array(fc.constantFrom(...'0123456789abcdefghjkmnpqrstvwxyz'), { minLength: 26, maxLength: 26 })
  .map((digits) => digits.join(''))

function aSecret(bytes = new Uint8Array(32).fill(7)): string {
  return toSecret('dwcs', PUBLIC_ID, bytes)
}

it('reads back what it wrote', () => {
  fc.assert(
    fc.property(prefix, publicId, random, (kind, id, bytes) => {
      expect(parseSecret(toSecret(kind, id, bytes))).toEqual({ prefix: kind, publicId: id })
    }),
  )
})

it('writes a prefix, the public id, 43 characters for 256 bits and a checksum of 6', () => {
  fc.assert(
    fc.property(prefix, publicId, random, (kind, id, bytes) => {
      const secret = toSecret(kind, id, bytes)
      expect(secret).toHaveLength(4 + 1 + 26 + 1 + 43 + 6)
      expect(secret).toMatch(new RegExp(`^${kind}_${id}_[0-9A-Za-z]{49}$`))
      expect(secret).toMatch(SECRET_PATTERN)
    }),
  )
})

it('keeps every one of the 256 bits', () => {
  fc.assert(
    fc.property(random, (bytes) => {
      const body = aSecret(bytes).slice(32, 75)
      const value = [...body].reduce(
        (sum, digit) => sum * 62n + BigInt(ALPHABET.indexOf(digit)),
        0n,
      )
      expect(value.toString(16).padStart(64, '0')).toBe(Buffer.from(bytes).toString('hex'))
    }),
  )
})

it('ends in the CRC32 of all that stands before', () => {
  const secret = aSecret()
  const sum = [...secret.slice(-6)].reduce(
    (value, digit) => value * 62 + ALPHABET.indexOf(digit),
    0,
  )
  // Node has crc32 from 20.15 on, its types from 22 on.
  const expected = (crc32 as (data: string) => number)(secret.slice(0, -6))
  expect(sum).toBe(expected)
})

it('refuses any secret with one character changed', () => {
  const secret = aSecret(Uint8Array.from({ length: 32 }, (_, index) => index * 37))
  const accepted = Array.from(secret).flatMap((character, index) =>
    [...`${ALPHABET}_-`]
      .filter((other) => other !== character)
      .map((other) => secret.slice(0, index) + other + secret.slice(index + 1))
      .filter((changed) => parseSecret(changed) !== undefined),
  )
  expect(accepted).toEqual([])
})

it('refuses two neighbours that changed places', () => {
  const secret = aSecret(Uint8Array.from({ length: 32 }, (_, index) => index * 91))
  const accepted = Array.from(secret, (_, index) => {
    const [one = '', two = ''] = secret.slice(index, index + 2)
    return secret.slice(0, index) + two + one + secret.slice(index + 2)
  }).filter((swapped) => swapped !== secret && parseSecret(swapped) !== undefined)
  expect(accepted).toEqual([])
})

describe('is refused when it is not exactly one of ours', () => {
  const secret = aSecret()
  it.each([
    ['nothing', ''],
    ['a space before', ` ${secret}`],
    ['a line break behind', `${secret}\n`],
    ['a null character behind', `${secret}\0`],
    ['one character less', secret.slice(0, -1)],
    ['one character more', `${secret}0`],
    ['an unknown prefix', secret.replace('dwcs', 'dwxx')],
    ['the prefix of another kind', secret.replace('dwcs', 'dwat')],
    ['capital letters', secret.toUpperCase()],
    ['no public id', secret.replace(PUBLIC_ID, '')],
    ['percent-encoding', secret.replace('_', '%5F')],
    ['two secrets', `${secret}${secret}`],
    ['something very long', 'dwcs_'.repeat(20_000)],
  ])('%s', (_, text) => {
    expect(parseSecret(text)).toBeUndefined()
  })
})

it('shows its last four characters as a hint, which say nothing of the random part', () => {
  const secret = aSecret()
  expect(toHint(secret)).toBe(secret.slice(-4))
  expect(toHint(secret)).toHaveLength(4)
})

describe('SECRET_PATTERN finds a secret', () => {
  const secret = aSecret()
  it.each([
    ['in a line of text', `the secret is ${secret}.`],
    ['in JSON', JSON.stringify({ clientSecret: secret })],
    ['in a form', `client_secret=${secret}&grant_type=x`],
    ['in an environment file', `SECRET=${secret}\nOTHER=1`],
    ['in a header', `Bearer ${secret}`],
  ])('%s', (_, text) => {
    expect(SECRET_PATTERN.exec(text)?.[0]).toBe(secret)
  })

  it('and nothing in ids, hints and hashes', () => {
    const hash = 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg'
    expect(`sec_${PUBLIC_ID} ${toHint(secret)} ${hash} dwcs_${PUBLIC_ID}`).not.toMatch(
      SECRET_PATTERN,
    )
  })
})
