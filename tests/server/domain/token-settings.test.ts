import { describe, expect, it } from 'vitest'
import type { TokenSettings } from '#server/domain/model.ts'
import {
  defaultTokenSettings,
  isWiderThan,
  mergeTokenSettings,
} from '#server/domain/token-settings.ts'

const settings: TokenSettings = {
  accessTokenLifetimeSeconds: 600,
  allowedResources: ['https://a.example'],
  dpopBoundAccessTokens: true,
  acceptTokenEndpointAudience: false,
}

describe('a change of token settings', () => {
  it('leaves alone what it does not name', () => {
    expect(mergeTokenSettings(settings, {})).toEqual(settings)
    expect(mergeTokenSettings(settings)).toEqual(settings)
    expect(mergeTokenSettings(settings, { dpopBoundAccessTokens: undefined })).toEqual(settings)
  })

  it.each([
    { accessTokenLifetimeSeconds: 60 },
    { accessTokenLifetimeSeconds: null },
    { allowedResources: [] },
    { dpopBoundAccessTokens: false },
    { acceptTokenEndpointAudience: true },
  ])('takes over %j', (change) => {
    expect(mergeTokenSettings(settings, change)).toEqual({ ...settings, ...change })
  })

  it.each<[string, Partial<TokenSettings>, boolean]>([
    ['nothing', {}, false],
    ['another resource', { allowedResources: ['https://a.example', 'https://b.example'] }, true],
    ['a resource for another', { allowedResources: ['https://b.example'] }, true],
    ['fewer resources', { allowedResources: [] }, false],
    ['a longer life', { accessTokenLifetimeSeconds: 601 }, true],
    ['a shorter life', { accessTokenLifetimeSeconds: 599 }, false],
    ['the shorter life of the installation', { accessTokenLifetimeSeconds: null }, false],
    ['no binding to a key', { dpopBoundAccessTokens: false }, true],
    ['the token endpoint as audience', { acceptTokenEndpointAudience: true }, true],
  ])('widens with %s: %j', (_, change, expected) => {
    expect(isWiderThan({ ...settings, ...change }, settings, 300)).toBe(expected)
  })

  it('widens by giving up a life shorter than the installation has', () => {
    const short = { ...settings, accessTokenLifetimeSeconds: 60 }
    expect(isWiderThan({ ...short, accessTokenLifetimeSeconds: null }, short, 300)).toBe(true)
  })

  it('does not widen by what is only stricter', () => {
    const strict = { dpopBoundAccessTokens: true, acceptTokenEndpointAudience: false }
    const loose = { dpopBoundAccessTokens: false, acceptTokenEndpointAudience: true }
    const from = { ...defaultTokenSettings, ...loose }
    expect(isWiderThan({ ...from, ...strict }, from, 300)).toBe(false)
  })
})
