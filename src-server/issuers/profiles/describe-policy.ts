import type { BoundClaims, ClaimMatcher, MatchMode } from '#contract/trust-policies.ts'
import { type Condition, toCondition } from '#server/domain/trust/to-condition.ts'
import type { Facet, Profile } from './profile.ts'
import { shorten } from './read-claims.ts'

export interface DescribedPolicy {
  readonly matchMode: MatchMode
  readonly boundClaims: BoundClaims
}

export interface SentenceWords {
  /** The account's full path. */
  readonly account: string
  /** Readable names of bound ids, by claim. */
  readonly names?: Readonly<Record<string, string>>
}

const LONGEST_VALUE = 100

/** Says who may act as an account by a policy, and what the policy leaves open. */
export function describePolicy(
  profile: Profile,
  policy: DescribedPolicy,
  { account, names = {} }: SentenceWords,
): string {
  const bound = Object.entries(policy.boundClaims)
  const said = sortByFacets(profile.facets, bound).map(([claim, matcher]) => {
    const facet = profile.facets.find((one) => one.claim === claim) ?? {
      claim,
      label: `with ${claim}`,
    }
    // A claim may be called `constructor`, which every object answers to.
    const known = Object.hasOwn(names, claim) ? names[claim] : undefined
    const name = known === undefined ? '' : ` (${shorten(known, LONGEST_VALUE)})`
    return `${sayCondition(toCondition(matcher, policy.matchMode), facet)}${name}`
  })
  const who =
    said.length === 0 ? `Any ${profile.actor} at all` : `Any ${profile.actor} ${said.join(' ')}`
  const open = listOpen(profile.facets, policy.boundClaims)
  const rest = open.length === 0 ? '' : ` Not restricted: ${open.join(', ')}.`
  return `${who} may act as ${account}.${rest}`
}

type Bound = readonly [string, ClaimMatcher]

function sortByFacets(facets: readonly Facet[], bound: readonly Bound[]): readonly Bound[] {
  const place = (claim: string) => {
    const index = facets.findIndex((facet) => facet.claim === claim)
    return index === -1 ? facets.length : index
  }
  return bound.toSorted(([a], [b]) => place(a) - place(b))
}

function listOpen(facets: readonly Facet[], boundClaims: BoundClaims): readonly string[] {
  const isOpen = (words: string) =>
    facets.every(
      (facet) => facet.openWhenUnbound !== words || !Object.hasOwn(boundClaims, facet.claim),
    )
  const words = facets.flatMap(({ openWhenUnbound }) => openWhenUnbound ?? [])
  return [...new Set(words)].filter(isOpen)
}

function sayCondition(condition: Condition | undefined, facet: Facet): string {
  if (condition === undefined) return `${facet.label} (nothing that can be)`
  if (condition.operator === 'absent') return `without ${facet.claim}`
  if (condition.operator === 'not') {
    return `but not (${sayCondition(condition.condition, facet)})`
  }
  const { operator, values } = condition
  const said = values.map((value) => sayValue(value, facet))
  if (operator === 'containsAll') return `${facet.label} containing ${said.join(' and ')}`
  const containing = operator === 'contains' || operator === 'containsAny' ? 'containing ' : ''
  return `${facet.label} ${containing}${said.join(' or ')}`
}

function sayValue(value: unknown, { say }: Facet): string {
  const text = shorten(String(value), LONGEST_VALUE)
  return say ? say(text) : text
}
