import type { TokenSettings } from './model.ts'

/** What holds for an account until somebody sets something else. */
export const defaultTokenSettings: TokenSettings = {
  accessTokenLifetimeSeconds: null,
  allowedResources: [],
  dpopBoundAccessTokens: false,
  acceptTokenEndpointAudience: false,
}

/** Some of the settings; what is missing or undefined stays as it is. */
export type TokenSettingsChange = {
  readonly [S in keyof TokenSettings]?: TokenSettings[S] | undefined
}

/** Changes the settings that a change names, and no others; null for the lifetime is a value. */
export function mergeTokenSettings(
  current: TokenSettings,
  change: TokenSettingsChange = {},
): TokenSettings {
  const { accessTokenLifetimeSeconds = current.accessTokenLifetimeSeconds } = change
  return {
    accessTokenLifetimeSeconds,
    allowedResources: change.allowedResources ?? current.allowedResources,
    dpopBoundAccessTokens: change.dpopBoundAccessTokens ?? current.dpopBoundAccessTokens,
    acceptTokenEndpointAudience:
      change.acceptTokenEndpointAudience ?? current.acceptTokenEndpointAudience,
  }
}

/** Tells whether a credential is worth more by these settings than by those: it opens more, longer, or easier. */
export function isWiderThan(
  wider: TokenSettings,
  { allowedResources, ...current }: TokenSettings,
  installationLifetimeSeconds: number,
): boolean {
  const lifetimeOf = (settings: Pick<TokenSettings, 'accessTokenLifetimeSeconds'>) =>
    settings.accessTokenLifetimeSeconds ?? installationLifetimeSeconds
  return (
    wider.allowedResources.some((resource) => !allowedResources.includes(resource)) ||
    lifetimeOf(wider) > lifetimeOf(current) ||
    (current.dpopBoundAccessTokens && !wider.dpopBoundAccessTokens) ||
    (wider.acceptTokenEndpointAudience && !current.acceptTokenEndpointAudience)
  )
}
