import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findNearMiss } from '#server/domain/trust/find-near-miss.ts'
import { noProfileRules } from '#server/domain/trust/profile-rules.ts'
import type { Check } from '#server/domain/trust/trust-decision.ts'

const context = { claims: {}, rules: noProfileRules, otherAudiences: [] }

function hintFor(more: Partial<Check>, claims: object = {}): string {
  const check: Check = {
    check: 'claim',
    claim: 'ref',
    matcher: 'exact',
    expected: '',
    actual: '',
    ok: false,
  }
  const found = findNearMiss({ ...check, ...more }, { ...context, claims: { ...claims } })
  return found?.hint ?? 'none'
}

describe('a hint about a value', () => {
  it.each([
    ['letter case', 'main', 'Main', /letter case/],
    ['letter case of a pattern', 'Release/*', 'release/1', /letter case/],
    ['a slash at the end', 'https://a.example/', 'https://a.example', /slash at the end/],
    ['a space', 'main', 'main ', /spaces or line breaks/],
    ['a line break', 'main', 'main\n', /spaces or line breaks/],
    ['text for a number', 20, '20', /has this as text, the policy as a number/],
    ['a number for text', '20', 20, /has this as a number, the policy as text/],
    ['true for text', 'true', true, /has this as true or false, the policy as text/],
    ['an encoded colon', 'a:b', 'a%3Ab', /percent-encoded/],
    ['a pattern that is taken literally', 'release/*', 'release/1', /as a pattern/],
    ['a missing prefix', 'main', 'refs/heads/main', /put refs\/heads/],
    ['a prefix too many', 'refs/heads/main', 'main', /leave out refs\/heads/],
    [
      'a tag for a branch',
      'refs/heads/v1*',
      'refs/tags/v2',
      /for a tag; this policy wants a branch/,
    ],
    ['a branch for a tag', 'tag', 'branch', /for a branch; this policy wants a tag/],
    [
      'a GitLab tag for a branch',
      'project_path:a/b:ref_type:branch:ref:x',
      'project_path:a/b:ref_type:tag:ref:x',
      /for a tag/,
    ],
    [
      'a subject with ids',
      'repo:a/b:ref:refs/heads/main',
      'repo:a@1/b@2:ref:refs/heads/main',
      /with ids, this/,
    ],
    [
      'a subject without ids',
      'repo:a@1/b@2:environment:x',
      'repo:a/b:environment:x',
      /without ids, this/,
    ],
    [
      'an environment',
      'repo:a/b:ref:refs/heads/main',
      'repo:a/b:environment:prod',
      /takes the place/,
    ],
    [
      'no environment',
      'repo:a/b:environment:prod',
      'repo:a/b:ref:refs/heads/main',
      /in no environment/,
    ],
    ['a pull request', 'repo:a/b:ref:x', 'repo:a/b:pull_request', /pull request/],
    ['a list', 'a', ['b', 'a'], /use contains/],
    ['one of several values', ['dev', 'main'], 'Main', /letter case/],
    ['nothing near', 'main', 'dev', /^none$/],
    ['nothing near in a list', 'a', ['b'], /^none$/],
    ['an object', 'a', { a: 'a' }, /^none$/],
    ['null', 'null', null, /^none$/],
  ])('%s', (_, expected, actual, hint) => {
    expect(hintFor({ expected, actual })).toMatch(hint)
  })

  it('a single value where a member is wanted', () => {
    const hint = hintFor({ matcher: 'contains', expected: 'a', actual: 'a' })
    expect(hint).toMatch(/leave out contains/)
  })

  it('a member that nearly is there', () => {
    const hint = hintFor({ matcher: 'containsAny', expected: ['A', 'x'], actual: ['a'] })
    expect(hint).toMatch(/letter case/)
  })
})

describe('a hint about a claim that is missing', () => {
  it.each([
    ['another letter case', 'Project_ID', { project_id: '20' }, /has project_id; names keep/],
    ['a dotted path', 'kubernetes.io.namespace', { 'kubernetes.io': {} }, /JSON Pointer/],
    ['nothing like it', 'other', { project_id: '20' }, /^none$/],
  ])('%s', (_, claim, claims, hint) => {
    expect(hintFor({ claim, expected: '20', actual: undefined }, claims)).toMatch(hint)
  })
})

describe('a hint about', () => {
  const audience = { check: 'audience', expected: 'https://us.example', ok: false } as const

  it.each([
    ['no audience', undefined, /no audience/],
    ['an audience too many', ['https://us.example', 'x'], /several audiences/],
    ['the audience of somebody else', ['https://them.example'], /the audience of acme\/them/],
    ['an audience with a slash', 'https://us.example/', /slash at the end/],
  ])('%s', (_, actual, hint) => {
    const otherAudiences = [{ audience: 'https://them.example', account: 'acme/them' }]
    const found = findNearMiss({ ...audience, actual }, { ...context, otherAudiences })
    expect(found?.hint).toMatch(hint)
  })

  it.each([
    ['2027-01-01T00:05:00Z', /5 min ago/],
    ['2027-01-01T03:00:00Z', /3 h ago/],
    ['2027-01-08T00:00:00Z', /7 days ago/],
  ])('an expiry, seen at %s', (actual, hint) => {
    const expected = 'before 2027-01-01T00:00:00Z'
    const check: Check = { check: 'policy', rule: 'expiry', expected, actual, ok: false }
    expect(findNearMiss(check, context)?.hint).toMatch(hint)
  })

  it('a veto gives its reason', () => {
    const veto = {
      id: 'fork',
      claim: 'event_name',
      matcher: 'fork',
      reason: 'Strangers start it.',
      yieldsToBoundClaim: false,
      isLiftable: false,
    }
    const rules = { ...noProfileRules, vetoes: [veto] }
    const check: Check = {
      check: 'veto',
      rule: 'fork',
      expected: 'fork',
      actual: 'fork',
      ok: false,
    }
    expect(findNearMiss(check, { ...context, rules })).toEqual({
      hint: 'Strangers start it.',
      nearMiss: { code: 'veto', values: { profile: 'generic', rule: 'fork' } },
    })
  })

  it('what holds is not given', () => {
    expect(hintFor({ expected: 'main', actual: 'Main', ok: true })).toBe('none')
  })
})

it('is one sentence for whatever there is', () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (expected, actual) => {
      expect(hintFor({ expected, actual })).toMatch(/^none$|^[A-Z][^\n]*\.$/)
    }),
  )
})
