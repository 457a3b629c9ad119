import type { ProfileId, ProfileQuestion } from '#contract/provider-profiles.ts'
import type { BoundClaims, ClaimMatcher } from '#contract/trust-policies.ts'
import type { ProfileRules } from '#server/domain/trust/profile-rules.ts'
import type { AnswerReader } from './check-answers.ts'
import type { ClaimReader } from './read-claims.ts'
import type { SnippetTarget, SnippetText } from './snippet.ts'

/** How an issuer of this kind is registered, unless somebody says otherwise. */
export interface IssuerDefaults {
  readonly algorithms: readonly string[]
  readonly maxTokenAgeSeconds: number
  readonly replay: 'once' | 'reuse'
  readonly allowMultipleAudiences: boolean
  /** Such issuers are often out of reach, so their keys are pasted. */
  readonly needsPastedKeys: boolean
  /** Such issuers often live on a private network. */
  readonly isOftenPrivate: boolean
}

/** A condition that policies of a provider have, and how a sentence names it. */
export interface Facet {
  readonly claim: string
  /** What comes before the value: "repository". */
  readonly label: string
  /** What is left open when no facet with the same words is bound: "which branch or environment". */
  readonly openWhenUnbound?: string
  /** Says a value more plainly: "branch main" for `refs/heads/main`. */
  readonly say?: (value: string) => string
  /** The question whose answer is the readable name of this immutable id. */
  readonly namedBy?: string
}

export interface PolicyParts {
  readonly issuer: string
  readonly name: string
  /** Unanswered ones are undefined and left out. */
  readonly boundClaims: Readonly<Record<string, ClaimMatcher | undefined>>
}

/** A provider, complete: one file each, in the list of `profiles.ts`. */
export interface Profile {
  readonly id: ProfileId
  readonly name: string
  /** What acts there: "workflow", "job", "pipeline". */
  readonly actor: string
  /** Issuer URLs; `{host}`, `{label}`, `{segment}`, `{path}` and `{uuid}` stand for what varies. */
  readonly issuerUrls: readonly string[]
  /** Whether it also runs under addresses of one's own, which nothing gives away. */
  readonly isSelfHosted: boolean
  readonly rules: ProfileRules
  readonly issuerDefaults: IssuerDefaults
  readonly questions: readonly ProfileQuestion[]
  /** Makes a policy from checked answers, bound by immutable ids. */
  readonly toPolicy: (answers: AnswerReader) => PolicyParts
  /** The only audience that its tokens can have, where callers cannot choose one. */
  readonly fixedAudience?: (issuer: string) => string
  readonly facets: readonly Facet[]
  /** What tells callers apart, in the order of a sentence; what a token lacks is undefined. */
  readonly describeCaller: (claim: ClaimReader) => readonly (string | undefined)[]
  readonly snippets: (target: SnippetTarget) => readonly SnippetText[]
}

const SECONDS_PER_HOUR = 3600

/** What most providers do; a profile names only where it differs. */
export const usualIssuer: IssuerDefaults = {
  algorithms: ['RS256'],
  maxTokenAgeSeconds: SECONDS_PER_HOUR,
  replay: 'once',
  allowMultipleAudiences: false,
  needsPastedKeys: false,
  isOftenPrivate: false,
}

/** Leaves out what was not answered. */
export function toBoundClaims(claims: PolicyParts['boundClaims']): BoundClaims {
  return Object.fromEntries(
    Object.entries(claims).flatMap(([claim, value]) =>
      value === undefined ? [] : [[claim, value]],
    ),
  )
}
