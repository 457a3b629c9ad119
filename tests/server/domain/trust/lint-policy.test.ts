import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BoundClaims } from '#contract/trust-policies.ts'
import { isLifted, lintPolicy } from '#server/domain/trust/lint-policy.ts'
import { noProfileRules, type ProfileRules } from '#server/domain/trust/profile-rules.ts'

const rules: ProfileRules = {
  ...noProfileRules,
  requiredClaims: [
    {
      id: 'repository',
      anyOf: ['repository_id', 'sub'],
      reason: 'Any repository.',
      isLiftable: true,
    },
  ],
  identifyingClaims: ['repository_id', '/nested/id'],
  sharedAudiences: [/^https:\/\/github\.com\/[^/]+$/g],
  vetoes: [
    {
      id: 'pull_request_target',
      claim: 'event_name',
      matcher: ['pull_request_target', 'workflow_run'],
      reason: 'Strangers start it.',
      yieldsToBoundClaim: false,
      isLiftable: true,
    },
  ],
  claimsToAvoid: [{ claim: 'repository', reason: 'Names change hands.' }],
}
const good = { repository_id: '74', ref: 'refs/heads/main' }

/** Lists `rule field` of what is found. */
function lint(bound: unknown, more: object = {}, own: ProfileRules = rules): readonly string[] {
  const policy = { audience: 'us', matchMode: 'exact' as const, boundClaims: bound as BoundClaims }
  return lintPolicy({ ...policy, ...more }, own).map(({ rule, field }) => `${rule} ${field}`)
}

it('finds nothing in a good policy', () => {
  expect(lint(good)).toEqual([])
})

describe('an audience', () => {
  it.each([
    ['is missing', '', 'audience_missing audience'],
    ['is no text', null, 'audience_missing audience'],
    ['is shared', 'https://github.com/acme', 'audience_shared audience'],
    ['is shared, asked again', 'https://github.com/acme', 'audience_shared audience'],
  ])('%s', (_, audience, finding) => {
    expect(lint(good, { audience })).toEqual([finding])
  })
})

describe('what a policy binds is too little', () => {
  it.each([
    ['nothing', {}, 'no_bound_claim boundClaims'],
    ['only the audience', { aud: 'us' }, 'unidentifying_claims boundClaims'],
    ['only times', { exp: 1, iat: 1, nbf: 1, jti: 'a' }, 'unidentifying_claims boundClaims'],
    ['only the audience, by a pointer', { '/aud': 'us' }, 'unidentifying_claims boundClaims'],
    ['only one of the audiences', { '/aud/0': 'us' }, 'unidentifying_claims boundClaims'],
    ['only the issuer, by a pointer', { '/iss': 'x' }, 'unidentifying_claims boundClaims'],
    ['only a negation', { sub: { not: 'x' } }, 'unidentifying_claims boundClaims'],
    ['only an absence', { sub: { absent: true } }, 'unidentifying_claims boundClaims'],
  ])('%s', (_, bound, finding) => {
    expect(lint(bound, {}, noProfileRules)).toEqual([finding])
  })

  it.each([
    ['another claim', { ref: 'main' }],
    ['a negated one', { ref: 'main', repository_id: { not: '1' } }],
    ['an absent one', { ref: 'main', sub: { absent: true } }],
  ])('for the profile: %s', (_, bound) => {
    expect(lint(bound)).toEqual(['repository boundClaims'])
  })
})

describe('a condition is refused', () => {
  it.each([
    ['empty text', '', 'impossible_value'],
    ['an empty list', [], 'impossible_value'],
    ['empty text in a list', ['a', ''], 'impossible_value'],
    ['null in a list', ['a', null], 'impossible_value'],
    ['a number beyond 2^53', JSON.parse('9007199254740993'), 'impossible_value'],
    ['not empty text', { not: '' }, 'impossible_value'],
    ['an empty object', {}, 'unknown_matcher'],
    ['null', null, 'unknown_matcher'],
    ['an unknown operator', { regex: '.*' }, 'unknown_matcher'],
    ['not of not', { not: { not: 'a' } }, 'unknown_matcher'],
    ['a star alone', { wildcard: '*' }, 'pattern_without_literal'],
    ['several stars', { wildcard: '***' }, 'pattern_without_literal'],
    ['not a star', { not: { wildcard: '*' } }, 'pattern_without_literal'],
  ])('for %s', (_, matcher, rule) => {
    expect(lint({ ...good, ref: matcher })).toEqual([`${rule} boundClaims.ref`])
  })

  it.each([
    ['plain text', '*', 'pattern_without_literal'],
    ['a text of a list', ['main', '*'], 'pattern_without_literal'],
    ['a member', { contains: '*' }, 'pattern_without_literal'],
  ])('for a star as %s in wildcard mode', (_, matcher, rule) => {
    const finding = `${rule} boundClaims.ref`
    expect(lint({ ...good, ref: matcher }, { matchMode: 'wildcard' })).toEqual([finding])
    expect(lint({ ...good, ref: matcher }, { matchMode: 'exact' })).toEqual([])
  })

  it.each([
    ['on an identifying claim', { repository_id: { wildcard: '*4' } }, 'repository_id'],
    ['on a nested one', { ...good, '/nested/id': { wildcard: '*4' } }, '/nested/id'],
    ['by a pointer', { ...good, '/repository_id': { wildcard: '*4' } }, '/repository_id'],
    ['on the subject by a pointer', { ...good, '/sub': { wildcard: '*:x' } }, '/sub'],
    ['on the subject, whatever the profile says', { ...good, sub: { wildcard: '*:x' } }, 'sub'],
  ])('for a leading star %s', (_, bound, claim) => {
    expect(lint(bound)).toEqual([`leading_star boundClaims.${claim}`])
  })

  it.each([
    ['on another claim', { ...good, ref: { wildcard: '*/main' } }],
    ['that is escaped', { repository_id: { wildcard: '\\*4' } }],
    ['in a negation', { ...good, sub: { not: { wildcard: '*:evil' } } }],
    ['that is literal', { repository_id: { exact: '*4' } }],
  ])('but not for a leading star %s', (_, bound) => {
    expect(lint(bound)).toEqual([])
  })
})

describe('a policy for tokens that are vetoed', () => {
  it.each([
    ['one value', { event_name: 'workflow_run' }, true],
    ['several', { event_name: ['workflow_run', 'pull_request_target'] }, true],
    ['one of several', { event_name: ['push', 'workflow_run'] }, false],
    ['another', { event_name: 'push' }, false],
    ['a negation', { event_name: { not: 'push' } }, false],
  ])('%s', (_, bound, isRefused) => {
    const finding = 'pull_request_target boundClaims.event_name'
    expect(lint({ ...good, ...bound })).toEqual(isRefused ? [finding] : [])
  })

  it('is fine where the veto yields to it', () => {
    const vetoes = rules.vetoes.map((veto) => ({ ...veto, yieldsToBoundClaim: true }))
    expect(lint({ ...good, event_name: 'workflow_run' }, {}, { ...rules, vetoes })).toEqual([])
  })
})

it('warns of claims that are better not bound', () => {
  const boundClaims = { ...good, repository: 'acme/api' }
  const findings = lintPolicy({ audience: 'us', matchMode: 'exact', boundClaims }, rules)
  expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([
    ['claim_to_avoid', 'warning'],
  ])
})

describe('force lifts', () => {
  const exceptions = [{ rule: 'repository' }]

  it.each([
    ['what may be lifted', { rule: 'repository', isLiftable: true }, true],
    ['nothing that may not', { rule: 'repository', isLiftable: false }, false],
    ['nothing else', { rule: 'place', isLiftable: true }, false],
  ])('%s', (_, finding, isExcepted) => {
    expect(isLifted(finding, exceptions)).toBe(isExcepted)
  })

  it('nothing that holds for every policy', () => {
    const worst = { audience: '', matchMode: 'wildcard' as const, boundClaims: { ref: '*' } }
    const findings = lintPolicy(worst, noProfileRules)
    expect(findings.map(({ isLiftable }) => isLiftable)).toEqual([false, false])
  })
})

it('says of everything what is wrong and what to do', () => {
  const bound = fc.dictionary(fc.string(), fc.anything())
  fc.assert(
    fc.property(bound, fc.anything(), (boundClaims, audience) => {
      const policy = { audience, matchMode: 'wildcard', boundClaims } as never
      for (const { message, advice } of lintPolicy(policy, rules)) {
        expect([message, advice].every((sentence) => sentence.endsWith('.'))).toBe(true)
      }
    }),
  )
})
