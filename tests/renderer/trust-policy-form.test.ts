import { describe, expect, it } from 'vitest'
import { TrustPolicyInput } from '#contract/trust-policies.ts'
import {
  ClaimRow,
  toBoundClaims,
  toClaimRow,
} from '#renderer/features/service-accounts/claim-row.ts'
import { toPolicyFieldPath } from '#renderer/features/service-accounts/policy-field-paths.ts'
import {
  createEmptyPolicy,
  PolicyForm,
  toPolicyForm,
  toPolicyInput,
} from '#renderer/features/service-accounts/policy-form.ts'
import { aTrustPolicy } from './a-service-account.ts'

describe('a claim row', () => {
  it('keeps the type of every value there and back', () => {
    const bound = {
      project_id: '20',
      attempt: 20,
      protected: true,
      '/a/b': 'true',
      ref: ['a', 'b'],
      x: { not: { contains: 'y' } },
    }

    expect(toBoundClaims(Object.entries(bound).map(toClaimRow))).toEqual(bound)
  })

  it.each([
    ['an empty claim name', { claim: ' ', kind: 'text', value: 'x' }, 'claim'],
    ['an empty text', { claim: 'a', kind: 'text', value: '' }, 'value'],
    ['no number', { claim: 'a', kind: 'number', value: 'x' }, 'value'],
    ['a blank number', { claim: 'a', kind: 'number', value: ' ' }, 'value'],
    ['an endless number', { claim: 'a', kind: 'number', value: '1e999' }, 'value'],
    ['a rule that is no JSON', { claim: 'a', kind: 'rule', value: '{' }, 'value'],
    [
      'a rule with an unknown operator',
      { claim: 'a', kind: 'rule', value: '{"regex":"x"}' },
      'value',
    ],
    ['neither true nor false', { claim: 'a', kind: 'boolean', value: '' }, 'value'],
  ])('refuses %s', (_, row, field) => {
    expect(ClaimRow.safeParse(row).error?.issues[0]?.path).toEqual([field])
  })
})

describe('a trust policy as it is typed', () => {
  const whole = toPolicyForm(aTrustPolicy())

  it('sends back what it does not show', () => {
    const expiresAt = '2027-01-01T00:00:00Z'
    const form = toPolicyForm(aTrustPolicy({ enabled: false, expiresAt, matchMode: 'wildcard' }))

    expect(toPolicyInput(form)).toMatchObject({
      id: 'tp_1',
      enabled: false,
      expiresAt,
      matchMode: 'wildcard',
      issuer: 'iss_1',
    })
  })

  it('names a changed issuer by its URL', () => {
    const form = { ...whole, issuerUrl: 'https://other.example' }

    expect(toPolicyInput(form).issuer).toBe('https://other.example')
  })

  it('is what the contract takes', () => {
    expect(TrustPolicyInput.safeParse(toPolicyInput(whole)).success).toBe(true)
  })

  it.each([
    ['no URL', { issuerUrl: 'gitlab' }, ['issuerUrl']],
    ['another scheme', { issuerUrl: 'javascript:alert(1)' }, ['issuerUrl']],
    ['no audience', { audience: '' }, ['audience']],
    ['no claim', { claims: [] }, ['claims']],
    ['a claim twice', { claims: [whole.claims[0], whole.claims[0]] }, ['claims', 1, 'claim']],
  ])('refuses %s', (_, change, path) => {
    const outcome = PolicyForm.safeParse({ ...whole, ...change })

    expect(outcome.error?.issues.map((issue) => issue.path)).toEqual([path])
  })
})

describe('where a refused field is shown', () => {
  it.each([
    ['trustPolicies.0.issuer', 'trustPolicies.0.issuerUrl'],
    ['trustPolicies.0.audience', 'trustPolicies.0.audience'],
    ['trustPolicies.0.boundClaims', 'trustPolicies.0.claims'],
    ['trustPolicies.0.boundClaims.project_id', 'trustPolicies.0.claims.0.value'],
    ['trustPolicies.0.boundClaims.a.b', 'trustPolicies.0.claims'],
    ['trustPolicies.0.issuerSettings.allowPrivateNetwork', 'trustPolicies.0.allowPrivateNetwork'],
    ['trustPolicies.1.audience', undefined],
    ['trustPolicies', undefined],
    ['group', undefined],
  ])('%s → %s', (field, path) => {
    const claims = [{ claim: 'project_id', kind: 'text' as const, value: '20' }]

    expect(toPolicyFieldPath(field, [{ ...createEmptyPolicy(), claims }])).toBe(path)
  })
})
