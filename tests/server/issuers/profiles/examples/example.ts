import type { ProfileAnswers } from '#contract/provider-profiles.ts'
import type { Profile } from '#server/issuers/profiles/profile.ts'

type Claims = Readonly<Record<string, unknown>>

/** A token as the provider makes it, and the answers that make a policy for it. */
export interface Example {
  readonly profile: Profile
  readonly claims: Claims
  readonly answers: ProfileAnswers
  readonly caller: string
  readonly sentence: string
  /** Tokens of the same provider that the same policy has to refuse. */
  readonly strangers: Readonly<Record<string, Claims>>
}

export const AUDIENCE = 'https://doorward.acme.example/sa_01jmc5z8q4e5h9k2t7w3x6y8zb'
