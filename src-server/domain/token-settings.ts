import type { TokenSettings } from './model.ts'

/** What holds for an account until somebody sets something else. */
export const defaultTokenSettings: TokenSettings = {
  accessTokenLifetimeSeconds: null,
  allowedResources: [],
  dpopBoundAccessTokens: false,
  acceptTokenEndpointAudience: false,
}
