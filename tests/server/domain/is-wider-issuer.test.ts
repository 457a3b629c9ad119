import { describe, expect, it } from 'vitest'
import { isWiderIssuer } from '#server/domain/is-wider-issuer.ts'
import type { Issuer } from '#server/domain/model.ts'

const by = { kind: 'system', id: 'doorward', name: 'Doorward' } as const
const issuer: Issuer = {
  id: 'iss_1',
  url: 'https://ci.example',
  label: 'CI',
  enabled: false,
  profile: 'generic',
  keySource: { kind: 'discovery' },
  certificateAuthority: null,
  allowPrivateNetwork: false,
  algorithms: ['RS256', 'ES256'],
  maxTokenAgeSeconds: 600,
  allowMultipleAudiences: false,
  replay: 'once',
  createdAt: 0,
  createdBy: by,
  updatedAt: 0,
  updatedBy: by,
  version: 1,
}

describe('an issuer may vouch for more', () => {
  it.each<[string, Partial<Issuer>]>([
    ['by other keys', { keySource: { kind: 'jwks', keys: [{ kty: 'EC' }] } }],
    ['by keys from elsewhere', { keySource: { kind: 'jwks_url', url: 'https://x.example' } }],
    ['by an authority for its connections', { certificateAuthority: 'PEM' }],
    ['by the rules of another provider', { profile: 'gitlab' }],
    ['once it is enabled', { enabled: true }],
    ['from a private network', { allowPrivateNetwork: true }],
    ['by tokens that others hold too', { allowMultipleAudiences: true }],
    ['by tokens that were used', { replay: 'reuse' }],
    ['by older tokens', { maxTokenAgeSeconds: 601 }],
    ['by another algorithm', { algorithms: ['RS256', 'EdDSA'] }],
  ])('%s', (_, change) => {
    expect(isWiderIssuer({ ...issuer, ...change }, issuer)).toBe(true)
  })
})

it('is not wider by its name, nor by what is the same or less', () => {
  const wide: Issuer = {
    ...issuer,
    enabled: true,
    allowPrivateNetwork: true,
    allowMultipleAudiences: true,
    replay: 'reuse',
  }
  const less = { label: 'Other', algorithms: ['RS256'], maxTokenAgeSeconds: 60, version: 2 }
  expect(isWiderIssuer({ ...issuer, ...less }, wide)).toBe(false)
})
