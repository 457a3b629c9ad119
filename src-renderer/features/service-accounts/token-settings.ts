import type { Path } from 'react-hook-form'
import { z } from 'zod'
import type { DoorwardClient } from '#contract/contract.ts'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { AccessTokenLifetime, TokenSettings } from '#contract/token-settings.ts'
import { i18next } from '#renderer/lib/language.ts'

/** The form of an account's token settings: numbers and lists as people type them. */
export const TokenSettingsForm = z.object({
  lifetime: z.string().refine((text) => isLifetime(text.trim()), {
    error: () => i18next.t('accounts:settings.lifetimeRule'),
  }),
  resources: z.string().refine((text) => areResources(listLines(text)), {
    error: () => i18next.t('accounts:settings.resourcesRule'),
  }),
  dpop: z.boolean(),
  audience: z.boolean(),
})
export type TokenSettingsForm = z.infer<typeof TokenSettingsForm>

export function toSettingsForm({ tokenSettings }: ServiceAccount): TokenSettingsForm {
  return {
    lifetime: String(tokenSettings.accessTokenLifetimeSeconds ?? ''),
    resources: tokenSettings.allowedResources.join('\n'),
    dpop: tokenSettings.dpopBoundAccessTokens,
    audience: tokenSettings.acceptTokenEndpointAudience,
  }
}

type UpdateInput = Parameters<DoorwardClient['serviceAccounts']['update']>[0]

/** Sends the version that was looked at, so that nobody's change is overwritten unseen. */
export function toSettingsInput(
  { id, version }: Pick<ServiceAccount, 'id' | 'version'>,
  form: TokenSettingsForm,
): UpdateInput {
  const lifetime = form.lifetime.trim()
  return {
    account: id,
    version,
    tokenSettings: {
      accessTokenLifetimeSeconds: lifetime === '' ? null : Number(lifetime),
      allowedResources: [...listLines(form.resources)],
      dpopBoundAccessTokens: form.dpop,
      acceptTokenEndpointAudience: form.audience,
    },
  }
}

/** Where the form shows a field that the server names. */
export function toSettingsField(field: string): Path<TokenSettingsForm> | undefined {
  if (field.startsWith('tokenSettings.allowedResources')) return 'resources'
  return field === 'tokenSettings.accessTokenLifetimeSeconds' ? 'lifetime' : undefined
}

function isLifetime(text: string): boolean {
  return text === '' || (/^\d+$/.test(text) && AccessTokenLifetime.safeParse(Number(text)).success)
}

function areResources(resources: readonly string[]): boolean {
  return TokenSettings.shape.allowedResources.safeParse(resources).success
}

function listLines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
