import { describe, expect, it } from 'vitest'
import { type BoundClaims, TrustPolicyInput } from '#contract/trust-policies.ts'
import { ClaimRow, toBoundClaims, toClaimRow } from '#renderer/components/trust/claim-row.ts'
import { toPolicyFieldPath } from '#renderer/components/trust/policy-field-paths.ts'
import {
  createPolicyForm,
  PolicyForm,
  toPolicyChange,
  toPolicyForm,
  toPolicyInput,
  toWrittenPolicy,
} from '#renderer/components/trust/policy-form.ts'
import {
  isLiftable,
  listRefusals,
  listStanding,
} from '#renderer/components/trust/standing-findings.ts'
import { aTrustPolicy } from './a-service-account.ts'

describe('a claim row', () => {
  it('keeps the type of every value there and back', () => {
    const bound: BoundClaims = {
      project_id: '20',
      attempt: 20,
      protected: true,
      '/a/b': 'true',
      ref: ['a', 'b'],
      x: { not: { contains: 'y' } },
      exactly: { exact: 'a*' },
      any: { wildcard: 'release/*' },
      none: { not: ['a', 'b'] },
      other: { not: 'a' },
      member: { contains: 'a' },
      members: { containsAny: ['a', 'b'] },
      all: { containsAll: ['a', 'b'] },
      gone: { absent: true as const },
      mixed: ['1', 1],
      padded: [' a '],
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
  const saved = aTrustPolicy()
  const whole = toPolicyForm(saved)

  it('sends nothing that was not changed', () => {
    expect(toPolicyChange(saved, whole)).toEqual({})
    expect(toPolicyChange(saved, { ...whole, name: 'New' })).toEqual({ name: 'New' })
  })

  it('sends claims one by one, and null for one that was removed', () => {
    const claims = [{ claim: 'ref', kind: 'wildcard' as const, value: 'release/*' }]

    expect(toPolicyChange(saved, { ...whole, claims })).toEqual({
      boundClaims: { project_id: null, ref: { wildcard: 'release/*' } },
    })
  })

  it('is what the contract takes', () => {
    const form = {
      ...whole,
      pastedKeys: '{"keys":[]}',
      reason: 'because',
      allowPrivateNetwork: true,
    }
    const input = toPolicyInput(toWrittenPolicy(form), form)

    expect(TrustPolicyInput.omit({ id: true }).parse(input)).toMatchObject({
      issuer: 'https://gitlab.com',
      issuerSettings: { allowPrivateNetwork: true, keySource: { jwks: '{"keys":[]}' } },
      force: { reason: 'because' },
    })
  })

  it.each([
    ['no URL', { issuerUrl: 'gitlab' }, ['issuerUrl']],
    ['another scheme', { issuerUrl: 'javascript:alert(1)' }, ['issuerUrl']],
    ['no audience', { audience: '' }, ['audience']],
    ['no claim', { claims: [] }, ['claims']],
    ['a claim twice', { claims: whole.claims.concat(whole.claims) }, ['claims', 1, 'claim']],
  ])('refuses %s, but asks for none of it while there are questions', (_, change, path) => {
    const outcome = PolicyForm.safeParse({ ...whole, ...change })

    expect(outcome.error?.issues.map((issue) => issue.path)).toEqual([path])
    expect(PolicyForm.safeParse({ ...whole, ...change, byHand: false }).success).toBe(true)
  })
})

describe('findings', () => {
  const finding = (rule: string, severity: 'refused' | 'warning', liftable: boolean) => ({
    ...{ rule, severity, isLiftable: liftable },
    ...{ field: 'boundClaims', message: 'Too wide.', advice: 'Bind more.' },
  })
  const hard = finding('hard', 'refused', false)
  const soft = finding('soft', 'refused', true)
  const warning = finding('warning', 'warning', true)

  it('are lifted by a reason only where every refusal may be', () => {
    expect(isLiftable([soft, warning])).toBe(true)
    expect(isLiftable([soft, hard])).toBe(false)
    expect(isLiftable([warning])).toBe(false)
  })

  it('refuse until a reason is given, and some all the same', () => {
    expect(listRefusals([soft, hard, warning], '')).toEqual([soft, hard])
    expect(listRefusals([soft, hard, warning], 'because')).toEqual([hard])
  })

  it('stay lifted once they were, if they can be', () => {
    const lifted = [{ rule: 'soft' }, { rule: 'hard' }]
    expect(listStanding([soft, hard, warning], lifted)).toEqual([hard, warning])
  })
})

describe('where a refused field is shown', () => {
  const claims = [{ claim: 'project_id', kind: 'text' as const, value: '20' }]
  const written = createPolicyForm({ byHand: true, claims, reason: 'ours' })

  it.each([
    ['issuer', 'issuerUrl'],
    ['audience', 'audience'],
    ['boundClaims', 'claims'],
    ['boundClaims.project_id', 'claims.0.value'],
    ['boundClaims.a.b', 'claims'],
    ['issuerSettings.allowPrivateNetwork', 'allowPrivateNetwork'],
    ['issuerSettings.keySource', 'pastedKeys'],
    ['force.reason', 'reason'],
    ['group', undefined],
  ])('%s → %s', (field, path) => {
    expect(toPolicyFieldPath(field, written)).toBe(path)
  })

  it.each([
    ['answers.branch', 'answers.branch'],
    ['answers.nonsense', undefined],
    ['boundClaims.ref', undefined],
    ['issuer', undefined],
  ])('among the questions, %s → %s', (field, path) => {
    const guided = createPolicyForm({ answers: { branch: 'main' } })

    expect(toPolicyFieldPath(field, guided)).toBe(path)
  })
})
