import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BoundClaims } from '#contract/trust-policies.ts'
import { bindsAnyone, decideTrust } from '#server/domain/decide-trust.ts'
import type { TrustPolicy } from '#server/domain/model.ts'
import { aTrustPolicy } from './a-trust-policy.ts'

const NOW = Date.parse('2027-02-18T12:00:00Z')
const AUDIENCE = 'https://doorward.example'

const fittingClaims = { aud: AUDIENCE, project_id: '20', ref: 'main', sub: 'project:20:main' }

function decide(claims: object, policies: readonly TrustPolicy[], issuerId = 'iss_1') {
  return decideTrust({ issuerId, claims: { ...claims } }, policies, NOW)
}

it('accepts a token that meets every condition and names the policy', () => {
  const policy = aTrustPolicy()
  const decision = decide(fittingClaims, [policy])
  expect(decision.acceptedBy).toBe(policy)
  expect(decision.stage).toBeUndefined()
  expect(decision.policies[0]).toMatchObject({ policyId: 'tp_1', accepted: true, stage: undefined })
  expect(decision.policies[0]?.checks.every((check) => check.ok)).toBe(true)
})

it('accepts nothing for an account without policies', () => {
  const decision = decide(fittingClaims, [])
  expect(decision).toEqual({ acceptedBy: undefined, stage: 'issuer', policies: [] })
})

describe('a bound claim is met only by the very same value', () => {
  it.each([
    ['the same text', 'main', 'main', true],
    ['the same number', 20, 20, true],
    ['the same boolean', true, true, true],
    ['false is a value like any other', false, false, true],
    ['zero is a value like any other', 0, 0, true],
    ['text that only begins alike', 'main', 'main-evil', false],
    ['text that only ends alike', 'main', 'evil-main', false],
    ['a part of the text', 'main', 'ma', false],
    ['another letter case', 'main', 'Main', false],
    ['a space behind', 'main', 'main ', false],
    ['a line break behind', 'main', 'main\n', false],
    ['the same letters composed differently', 'caf\u00e9', 'cafe\u0301', false],
    ['a look-alike letter', 'main', 'm\u0430in', false],
    ['a star, which is literal', 'ma*', 'main', false],
    ['a regular expression, which is literal', '.*', 'main', false],
    ['text for a number', 20, '20', false],
    ['a number for text', '20', 20, false],
    ['a fraction for a number', 1, 1.9, false],
    ['text for true', true, 'true', false],
    ['true for text', 'true', true, false],
    ['one for true', true, 1, false],
    ['zero for false', false, 0, false],
    ['empty text for false', false, '', false],
    ['a list with the text', 'main', ['main'], false],
    ['a list with more', 'main', ['main', 'dev'], false],
    ['an object with the text', 'main', { main: 'main' }, false],
    ['text that writes a list', '["main"]', ['main'], false],
    ['null', 'main', null, false],
    ['null for its text', 'null', null, false],
    ['nothing', 'main', undefined, false],
    ['nothing for its text', 'undefined', undefined, false],
  ] as const)('%s', (_, bound, actual, accepted) => {
    const policy = aTrustPolicy({ boundClaims: { ref: bound } })
    const decision = decide({ aud: AUDIENCE, ref: actual }, [policy])
    expect(decision.policies[0]?.accepted).toBe(accepted)
    expect(decision.stage).toBe(accepted ? undefined : 'claims')
  })
})

// Policies that were stored by another version or edited by hand are judged like any other.
describe('a stored value that no token can prove never fits', () => {
  it.each([
    ['empty text', '', ''],
    ['null', null, null],
    ['not a number', Number.NaN, Number.NaN],
    ['an empty list', [], []],
    ['an empty object', {}, {}],
    ['nothing, which is also what the token says', undefined, undefined],
  ])('%s', (_, bound, actual) => {
    const boundClaims = { sub: 'x', ref: bound } as BoundClaims
    const decision = decide({ aud: AUDIENCE, sub: 'x', ref: actual }, [
      aTrustPolicy({ boundClaims }),
    ])
    expect(decision.acceptedBy).toBeUndefined()
  })

  it('a list or object that both sides share', () => {
    const shared = ['main']
    const boundClaims = { ref: shared } as unknown as BoundClaims
    expect(decide({ aud: AUDIENCE, ref: shared }, [aTrustPolicy({ boundClaims })])).toMatchObject({
      acceptedBy: undefined,
    })
  })
})

describe('numbers that JavaScript cannot tell apart are never the same', () => {
  it.each([
    ['beyond 2^53', '9007199254740992', '9007199254740993'],
    ['far beyond 2^53', '76543210987654321012', '76543210987654321013'],
    ['below -2^53', '-9007199254740992', '-9007199254740993'],
  ])('%s', (_, bound, actual) => {
    const boundClaims: BoundClaims = { project_id: JSON.parse(bound) }
    const claims = { aud: AUDIENCE, project_id: JSON.parse(actual) }
    expect(decide(claims, [aTrustPolicy({ boundClaims })]).acceptedBy).toBeUndefined()
  })

  it('the largest exact number still fits itself', () => {
    const boundClaims = { project_id: Number.MAX_SAFE_INTEGER }
    const claims = { aud: AUDIENCE, project_id: Number.MAX_SAFE_INTEGER }
    expect(decide(claims, [aTrustPolicy({ boundClaims })]).acceptedBy).toBeDefined()
  })
})

describe('inherited names are not claims', () => {
  it.each(['constructor', 'toString', 'hasOwnProperty', '__proto__', 'valueOf'])(
    '%s is missing',
    (claim) => {
      const claims = JSON.parse(`{"aud":"${AUDIENCE}"}`)
      const boundClaims = JSON.parse(`{"${claim}":"x"}`)
      const decision = decideTrust(
        { issuerId: 'iss_1', claims },
        [aTrustPolicy({ boundClaims })],
        NOW,
      )
      expect(decision.acceptedBy).toBeUndefined()
      expect(decision.policies[0]?.checks).toContainEqual({
        check: 'claim',
        claim,
        expected: '"x"',
        actual: '(missing)',
        ok: false,
      })
    },
  )

  it('a claim from a prototype does not count', () => {
    const claims: Record<string, unknown> = Object.create({ ref: 'main' })
    claims.aud = AUDIENCE
    const policy = aTrustPolicy({ boundClaims: { ref: 'main' } })
    const decision = decideTrust({ issuerId: 'iss_1', claims }, [policy], NOW)
    expect(decision.stage).toBe('claims')
  })

  it('an audience from a prototype does not count', () => {
    const claims: Record<string, unknown> = Object.create({ aud: AUDIENCE })
    claims.ref = 'main'
    const policy = aTrustPolicy({ boundClaims: { ref: 'main' } })
    const decision = decideTrust({ issuerId: 'iss_1', claims }, [policy], NOW)
    expect(decision.stage).toBe('audience')
  })

  it.each([
    ['constructor', 'toString'],
    ['a.b/c~d', 'oidc.circleci.com/project-id'],
    ['https://sts.amazonaws.com/', 'https://sts.amazonaws.com/'],
  ])('an own claim named %s counts', (claim) => {
    const claims = { aud: AUDIENCE, [claim]: 'x' }
    const policy = aTrustPolicy({ boundClaims: { [claim]: 'x' } })
    expect(decide(claims, [policy]).acceptedBy).toBe(policy)
  })
})

describe('the audience is one value and exactly ours', () => {
  it.each([
    ['our audience', AUDIENCE, true],
    ['a list with ours alone', [AUDIENCE], true],
    ['none', undefined, false],
    ['null', null, false],
    ['empty text', '', false],
    ['an empty list', [], false],
    ['a list with empty text', [''], false],
    ['ours and another', [AUDIENCE, 'https://other.example'], false],
    ['ours twice', [AUDIENCE, AUDIENCE], false],
    ['a nested list', [[AUDIENCE]], false],
    ['an object', { 0: AUDIENCE, length: 1 }, false],
    ['a number', 20, false],
    ['true', true, false],
    ['what ours begins with', 'https://doorward', false],
    ['what begins with ours', 'https://doorward.example.evil.example', false],
    ['a slash behind', `${AUDIENCE}/`, false],
    ['a path behind', `${AUDIENCE}/api`, false],
    ['another letter case', 'https://Doorward.example', false],
    ['http instead of https', 'http://doorward.example', false],
    ['several in one text', `${AUDIENCE} https://other.example`, false],
    ['a pattern', '*', false],
  ])('%s', (_, aud, accepted) => {
    const decision = decide({ ...fittingClaims, aud }, [aTrustPolicy()])
    expect(decision.policies[0]?.accepted).toBe(accepted)
    expect(decision.stage).toBe(accepted ? undefined : 'audience')
  })

  it.each([
    ['empty text', ''],
    ['a list with empty text', ['']],
  ])('a stored policy without an audience refuses %s', (_, aud) => {
    expect(decide({ ...fittingClaims, aud }, [aTrustPolicy({ audience: '' })]).stage).toBe(
      'audience',
    )
  })
})

describe('a policy that tells no caller from another is never met', () => {
  it.each([
    ['no bound claim', {}],
    ['only the audience', { aud: AUDIENCE }],
    ['only the issuer', { iss: 'https://ci.example' }],
    ['only times', { exp: 1, iat: 1, nbf: 1 }],
    ['only the token id', { jti: 'a' }],
    [
      'everything that is the same for all',
      { aud: AUDIENCE, iss: 'https://ci.example', jti: 'a', exp: 1, iat: 1, nbf: 1 },
    ],
  ] as const)('%s', (_, boundClaims) => {
    const decision = decide({ aud: AUDIENCE, ...boundClaims }, [aTrustPolicy({ boundClaims })])
    expect(decision.acceptedBy).toBeUndefined()
    expect(decision.stage).toBe('claims')
    expect(bindsAnyone(boundClaims)).toBe(true)
  })

  it.each([
    ['the subject', { sub: 'x' }],
    ['the audience and the subject', { aud: AUDIENCE, sub: 'x' }],
    ['any other claim', { project_id: '20' }],
  ] as const)('%s tells callers apart', (_, boundClaims) => {
    expect(bindsAnyone(boundClaims)).toBe(false)
  })
})

describe('a policy counts only while it is in force', () => {
  it.each([
    ['enabled, without expiry', { enabled: true, expiresAt: null }, true],
    ['one millisecond before it expires', { expiresAt: NOW + 1 }, true],
    ['at the very moment it expires', { expiresAt: NOW }, false],
    ['after it expired', { expiresAt: NOW - 1 }, false],
    ['expired at the beginning of time', { expiresAt: 0 }, false],
    ['disabled', { enabled: false }, false],
    ['disabled and expired', { enabled: false, expiresAt: NOW - 1 }, false],
  ])('%s', (_, more, accepted) => {
    const decision = decide(fittingClaims, [aTrustPolicy(more)])
    expect(decision.acceptedBy !== undefined).toBe(accepted)
    expect(decision.stage).toBe(accepted ? undefined : 'account')
  })

  it('is not in force because a text says so', () => {
    const enabled = 'false' as unknown as boolean
    expect(decide(fittingClaims, [aTrustPolicy({ enabled })]).acceptedBy).toBeUndefined()
  })
})

describe('the issuer is compared by our id for it', () => {
  it.each(['iss_2', 'iss_', 'iss_11', 'ISS_1', ''])('%j is another issuer', (issuerId) => {
    const decision = decide(fittingClaims, [aTrustPolicy()], issuerId)
    expect(decision.acceptedBy).toBeUndefined()
    expect(decision.stage).toBe('issuer')
  })
})

describe('the first policy that fits decides', () => {
  const [first, second] = [aTrustPolicy({ id: 'tp_a' }), aTrustPolicy({ id: 'tp_b' })]
  const refusing = aTrustPolicy({ id: 'tp_c', enabled: false })

  it.each([
    ['of two that fit', [first, second], 'tp_a'],
    ['of two that fit, the other way round', [second, first], 'tp_b'],
    ['behind one that does not fit', [refusing, second, first], 'tp_b'],
  ])('%s', (_, policies, accepted) => {
    expect(decide(fittingClaims, policies).acceptedBy?.id).toBe(accepted)
  })

  it('two policies that each fail are not merged into one that fits', () => {
    const byProject = aTrustPolicy({ boundClaims: { project_id: '20', ref: 'dev' } })
    const byRef = aTrustPolicy({ boundClaims: { project_id: '21', ref: 'main' } })
    expect(decide(fittingClaims, [byProject, byRef]).acceptedBy).toBeUndefined()
  })
})

describe('the stage is the furthest that any policy reached', () => {
  const atIssuer = aTrustPolicy({ issuerId: 'iss_2' })
  const atAudience = aTrustPolicy({ audience: 'https://other.example' })
  const atClaims = aTrustPolicy({ boundClaims: { ref: 'dev' } })
  const atAccount = aTrustPolicy({ enabled: false })

  it.each([
    ['issuer', [atIssuer]],
    ['audience', [atAudience, atIssuer]],
    ['claims', [atIssuer, atClaims, atAudience]],
    ['account', [atAccount, atClaims, atIssuer]],
  ] as const)('%s', (stage, policies) => {
    expect(decide(fittingClaims, policies).stage).toBe(stage)
  })
})

it('lists every check that failed, not only the first', () => {
  const policy = aTrustPolicy({
    issuerId: 'iss_2',
    audience: 'https://other.example',
    boundClaims: { project_id: 20, ref: 'dev', sub: 'project:20:main', team: 'a' },
    enabled: false,
    expiresAt: NOW,
  })
  const trace = decide(fittingClaims, [policy]).policies[0]
  const failed = trace?.checks.filter((check) => !check.ok)
  expect(
    failed?.map(({ check, claim, expected, actual }) => [check, claim, expected, actual]),
  ).toEqual([
    ['issuer', undefined, 'iss_2', 'iss_1'],
    ['audience', undefined, 'https://other.example', JSON.stringify(AUDIENCE)],
    ['claim', 'project_id', '20', '"20"'],
    ['claim', 'ref', '"dev"', '"main"'],
    ['claim', 'team', '"a"', '(missing)'],
    ['policy', undefined, 'enabled', 'disabled'],
    ['policy', undefined, 'before 2027-02-18T12:00:00Z', '2027-02-18T12:00:00Z'],
  ])
})

const jsonValue = fc.jsonValue({ maxDepth: 1 })
const matcher = fc.oneof(fc.string({ minLength: 1 }), fc.maxSafeInteger(), fc.boolean())

it('accepts a token exactly when every bound claim is there with the same value', () => {
  const names = fc.constantFrom('sub', 'ref', 'constructor', 'a', 'b')
  fc.assert(
    fc.property(
      fc.dictionary(names, matcher, { minKeys: 1 }),
      fc.dictionary(names, fc.oneof(matcher, jsonValue)),
      fc.boolean(),
      (boundClaims, others, meets) => {
        const claims = { ...others, ...(meets ? boundClaims : {}), aud: AUDIENCE }
        const policy = aTrustPolicy({ boundClaims: { ...boundClaims } })
        const fits = Object.keys(boundClaims).every(
          (claim) =>
            Object.hasOwn(claims, claim) && Reflect.get(claims, claim) === boundClaims[claim],
        )
        expect(decide(claims, [policy]).acceptedBy === policy).toBe(fits)
      },
    ),
  )
})

it('no claim that is added can turn an acceptance into another one, nor a removed one help', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), jsonValue), (more) => {
      const { ref: _, ...without } = { ...more, ...fittingClaims }
      expect(decide({ ...more, ...fittingClaims }, [aTrustPolicy()]).acceptedBy).toBeDefined()
      expect(decide(without, [aTrustPolicy()]).acceptedBy).toBeUndefined()
    }),
  )
})
