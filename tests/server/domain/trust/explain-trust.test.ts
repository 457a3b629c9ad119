import { describe, expect, it } from 'vitest'
import { decideTrust } from '#server/domain/trust/decide-trust.ts'
import { explainTrust, showValue } from '#server/domain/trust/explain-trust.ts'
import { noProfileRules } from '#server/domain/trust/profile-rules.ts'
import { aTrustPolicy } from './a-trust-policy.ts'

it('explains every check of every policy, with hints for near misses', () => {
  const claims = { aud: 'https://doorward.example', project_id: 20, ref: 'main' }
  const trust = { allowMultipleAudiences: false, rules: noProfileRules }
  const decision = decideTrust({ issuerId: 'iss_1', claims }, [aTrustPolicy()], 0, trust)
  const context = { claims, rules: noProfileRules, otherAudiences: [] }
  const [explained] = explainTrust(decision, context)

  expect(explained).toMatchObject({
    policyId: 'tp_1',
    accountId: 'sa_1',
    accepted: false,
    stage: 'claims',
  })
  expect(explained?.checks.filter(({ check }) => check === 'claim')).toEqual([
    {
      check: 'claim',
      claim: 'project_id',
      matcher: 'exact',
      expected: '"20"',
      actual: '20',
      ok: false,
      hint: 'The token has this as a number, the policy as text.',
      nearMiss: { code: 'other_type', values: { actual: 'number', expected: 'string' } },
    },
    { check: 'claim', claim: 'ref', matcher: 'exact', expected: 'main', actual: 'main', ok: true },
  ])
})

it('leaves out a token that a claim holds', () => {
  const ref = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2lnbmF0dXJl'
  const claims = { aud: 'https://doorward.example', project_id: '20', ref }
  const trust = { allowMultipleAudiences: false, rules: noProfileRules }
  const decision = decideTrust({ issuerId: 'iss_1', claims }, [aTrustPolicy()], 0, trust)
  const context = { claims, rules: noProfileRules, otherAudiences: [] }
  const said = explainTrust(decision, context)
  expect(JSON.stringify(said)).not.toContain(ref)
  expect(said[0]?.checks).toContainEqual(
    expect.objectContaining({ claim: 'ref', actual: '"(a token, left out)"', ok: false }),
  )
})

describe('a value shows', () => {
  it.each([
    ['text', 'refs/heads/main', 'refs/heads/main'],
    ['text like a number', '20', '"20"'],
    ['text like a boolean', 'true', '"true"'],
    ['text like null', 'null', '"null"'],
    ['text like a list', '["a"]', '"[\\"a\\"]"'],
    ['text like what is missing', '(missing)', '"(missing)"'],
    ['empty text', '', '""'],
    ['a number', 20, '20'],
    ['a boolean', true, 'true'],
    ['null', null, 'null'],
    ['a list', ['a', 1], '["a",1]'],
    ['what is missing', undefined, '(missing)'],
  ])('%s', (_, value, shown) => {
    expect(showValue(value)).toBe(shown)
  })

  it('cut when it is long', () => {
    expect(showValue('a'.repeat(5000))).toHaveLength(256)
  })
})
