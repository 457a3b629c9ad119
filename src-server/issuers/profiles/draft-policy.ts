import type { FieldError } from '#contract/error-codes.ts'
import type { ProfileAnswers } from '#contract/provider-profiles.ts'
import type { BoundClaims } from '#contract/trust-policies.ts'
import { refuseIssuerUrl } from '#server/issuers/issuer-url.ts'
import { checkAnswers, readAnswers } from './check-answers.ts'
import { type Profile, toBoundClaims } from './profile.ts'
import { profileOf } from './profiles.ts'
import { shorten } from './read-claims.ts'
import { recogniseProfile } from './recognise-profile.ts'

export interface PolicyDraft {
  readonly name: string
  readonly issuer: string
  readonly audience: string
  readonly matchMode: 'exact'
  readonly boundClaims: BoundClaims
}

export type DraftResult =
  | {
      readonly ok: true
      readonly policy: PolicyDraft
      readonly names: Readonly<Record<string, string>>
    }
  | { readonly ok: false; readonly errors: readonly FieldError[] }

const LONGEST_NAME = 100

/** Makes a policy from the answers of the guided form, or tells which of them will not do. */
export function draftPolicy(
  profile: Profile,
  answers: ProfileAnswers,
  audience: string,
): DraftResult {
  const errors = checkAnswers(profile.questions, answers)
  if (errors.length > 0) return { ok: false, errors }

  const reader = readAnswers(profile.questions, answers)
  const { issuer, name, boundClaims } = profile.toPolicy(reader)
  const refusal = refuseIssuer(profile, issuer)
  if (refusal) return { ok: false, errors: [{ field: 'answers.issuer', message: refusal }] }
  return {
    ok: true,
    policy: {
      name: shorten(name, LONGEST_NAME),
      issuer,
      audience: profile.fixedAudience?.(issuer) ?? audience,
      matchMode: 'exact',
      boundClaims: toBoundClaims(boundClaims),
    },
    names: Object.fromEntries(
      profile.facets.flatMap(({ claim, namedBy }) => {
        const known = namedBy === undefined ? undefined : reader.text(namedBy)
        return known === undefined ? [] : [[claim, known]]
      }),
    ),
  }
}

function refuseIssuer(profile: Profile, issuer: string): string | undefined {
  const refusal = refuseIssuerUrl(issuer, true)
  if (refusal) return `This cannot be an issuer: ${refusal}.`
  const recognised = recogniseProfile(issuer)
  if (recognised === profile.id || profile.id === 'generic') return undefined
  if (recognised !== 'generic') return `This is the issuer of ${profileOf(recognised).name}.`
  return profile.isSelfHosted ? undefined : `This is no issuer of ${profile.name}.`
}
