import { expect, it } from 'vitest'
import type { BoundClaims, ClaimMatcher } from '#contract/trust-policies.ts'
import type { Veto } from '#server/domain/trust/profile-rules.ts'
import { draftPolicy } from '#server/issuers/profiles/draft-policy.ts'
import { decide } from './accepts.ts'
import { AUDIENCE, type Example } from './examples/example.ts'
import { examples } from './examples/examples.ts'

type Value = string | boolean

/** Every value that a veto names, with an example of its provider's tokens. */
const rows = examples.flatMap((example) =>
  example.profile.rules.vetoes.flatMap((veto) =>
    toValues(veto.matcher).map((value) => ({ name: example.profile.name, veto, value, example })),
  ),
)

it.each(rows)(
  '$name refuses $veto.claim $value by its veto alone, nothing else being wrong',
  ({ veto, value, example }) => {
    const { profile, claims } = example
    const policy = openFor(veto, value, example)
    const failedWith = (more: object) =>
      decide(profile, policy, { ...claims, ...more }).policies.flatMap(({ checks }) =>
        checks.flatMap(({ check, rule, ok }) => (ok ? [] : [`${check} ${rule}`])),
      )
    expect(failedWith({})).toEqual([])
    expect(failedWith({ [veto.claim]: value })).toEqual([`veto ${veto.id}`])
  },
)

/** Values of every kind that a veto means. */
function toValues(matcher: ClaimMatcher): readonly Value[] {
  if (typeof matcher === 'string' || typeof matcher === 'boolean') return [matcher]
  if (Array.isArray(matcher)) return matcher.map(String)
  if (typeof matcher !== 'object') return []
  if ('wildcard' in matcher) return [matcher.wildcard.replaceAll('*', 'x')]
  return 'not' in matcher ? ['x'] : []
}

/** The policy of the provider's form, but open for the vetoed value too. */
function openFor(veto: Veto, value: Value, { profile, answers, claims }: Example) {
  const result = draftPolicy(profile, answers, AUDIENCE)
  if (!result.ok) throw new Error(JSON.stringify(result.errors))
  const { audience, boundClaims } = result.policy
  const needed = profile.rules.requiredClaims.filter(({ anyOf }) => anyOf.includes(veto.claim))
  const { [veto.claim]: _, ...others } = boundClaims
  const isNeeded = Object.keys(others).length === 0 || needed.some((rule) => !rule.isLiftable)
  const both = { [veto.claim]: [value, String(claims[veto.claim])] }
  const open: BoundClaims = isNeeded ? { ...others, ...both } : others
  return { audience, boundClaims: open, lifted: needed.map(({ id }) => id) }
}
