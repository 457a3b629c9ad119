import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { SecretHasher } from '#server/keys/secret-hasher.ts'

const key = new Uint8Array(32).fill(3)
const hasher = new SecretHasher(key)
const SECRET = 'dwcs_01jz3q8k5v7x9c2n4m6p8r0t1w_something'

it('hashes with HMAC-SHA-256 under its key', () => {
  const expected = createHmac('sha256', Buffer.from(key)).update(SECRET).digest('base64url')
  expect(hasher.hash(SECRET)).toBe(expected)
})

it('hashes differently under another key', () => {
  const other = new SecretHasher(new Uint8Array(32).fill(4))
  expect(other.hash(SECRET)).not.toBe(hasher.hash(SECRET))
  expect(other.verify(SECRET, hasher.hash(SECRET))).toBe(false)
})

const zeros = Buffer.alloc(32).toString('base64url')

describe('verifies a secret', () => {
  const hash = hasher.hash(SECRET)
  const bytes = Buffer.from(hash, 'base64url')

  it.each([
    ['the right one', SECRET, hash, true],
    ['a wrong one', `${SECRET}x`, hash, false],
    ['another letter case', SECRET.toUpperCase(), hash, false],
    ['an empty one', '', hash, false],
    ['the hash itself', hash, hash, false],
    ['without a hash', SECRET, undefined, false],
    ['an empty one without a hash', '', undefined, false],
    ['against an empty hash', SECRET, '', false],
    ['against zeros, which stand in for a missing hash', SECRET, zeros, false],
    ['against a shorter hash', SECRET, bytes.subarray(0, 31).toString('base64url'), false],
    ['against a longer hash', SECRET, Buffer.concat([bytes, bytes]).toString('base64url'), false],
    ['against something else', SECRET, '???', false],
  ])('%s', (_, secret, stored, expected) => {
    expect(hasher.verify(secret, stored)).toBe(expected)
  })
})
