import { describe, expect, it } from 'vitest'
import {
  isFitAuthority,
  isFitCertificate,
  isPermitted,
  listChosenNames,
} from '#server/domain/decide-certificates.ts'
import { defaultListening } from '#server/domain/decide-listening.ts'
import type { StoredCertificate } from '#server/domain/model.ts'

const DAY_MS = 86_400_000

function aCertificate(changes: Partial<StoredCertificate> = {}): StoredCertificate {
  return {
    ...{ id: 'authority', name: 'Doorward CA 1', certificate: '', createdAt: 0 },
    privateKey: { nonce: '', ciphertext: '', tag: '' },
    names: ['localhost', 'door.example', '192.0.2.7', '2001:db8::7'],
    expiresAt: 3650 * DAY_MS,
    ...changes,
  }
}

describe('an authority may sign for', () => {
  it.each([
    ['door.example', true],
    ['a.b.door.example', true],
    ['localhost', true],
    ['192.0.2.7', true],
    ['2001:db8::7', true],
    ['evildoor.example', false],
    ['door.example.evil', false],
    ['example', false],
    ['', false],
    ['192.0.2.8', false],
    ['10.255.0.1', true],
    ['11.0.0.1', false],
    ['172.15.0.1', false],
    ['172.16.0.1', true],
    ['172.31.255.255', true],
    ['172.32.0.1', false],
    ['192.168.7.7', true],
    ['192.169.0.1', false],
    ['100.63.0.1', false],
    ['100.64.0.1', true],
    ['100.127.0.1', true],
    ['100.128.0.1', false],
    ['127.9.9.9', true],
    ['169.254.1.1', true],
    ['::1', true],
    ['::10', false],
    ['fd00::1', true],
    ['fc00::1', true],
    ['fc::1', false],
    ['fd:1::1', false],
    ['fe80::1', true],
    ['fec0::1', false],
    ['fe8::1', false],
    ['2001:db8::8', false],
  ])('%s: %s', (name, permitted) => {
    expect(isPermitted(name, aCertificate())).toBe(permitted)
  })
})

describe('what was chosen', () => {
  it.each([
    [{}, ['127.0.0.1']],
    [{ host: '::1' }, ['::1']],
    [{ host: '0.0.0.0', publicUrl: 'https://Door.example:8443/auth' }, ['door.example']],
    [{ host: '192.168.1.7', publicUrl: 'https://a.example' }, ['a.example', '192.168.1.7']],
    [
      { tls: { kind: 'own', names: ['b.example', '127.0.0.1'] } as const },
      ['127.0.0.1', 'b.example'],
    ],
  ])('of %j is %j', (changes, names) => {
    expect(listChosenNames({ ...defaultListening, ...changes })).toEqual(names)
  })
})

describe('a stored certificate', () => {
  const names = ['door.example', '127.0.0.1']
  const server = aCertificate({ id: 'server', names, expiresAt: 90 * DAY_MS })

  it.each([
    ['with time left and all names', names, 59 * DAY_MS, true],
    ['that ends within a month', names, 60 * DAY_MS, false],
    ['without one of the names', [...names, 'b.example'], 0, false],
    ['with more names than needed', ['door.example'], 0, true],
  ])('%s is fit or not', (_, wanted, now, fit) => {
    expect(isFitCertificate(server, wanted, now)).toBe(fit)
  })

  it.each([
    ['that may sign for everything that was chosen', names, 0, true],
    ['that may not', ['other.example'], 0, false],
    ['that would end before what it signs', names, 3560 * DAY_MS, false],
  ])('of an authority %s is fit or not', (_, chosen, now, fit) => {
    expect(isFitAuthority(aCertificate(), chosen, now)).toBe(fit)
  })
})
