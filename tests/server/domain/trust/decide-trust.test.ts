import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BoundClaims } from '#contract/trust-policies.ts'
import type { TrustPolicy } from '#server/domain/model.ts'
import { decideTrust } from '#server/domain/trust/decide-trust.ts'
import { noProfileRules, type ProfileRules, type Veto } from '#server/domain/trust/profile-rules.ts'
import { aTrustPolicy } from './a-trust-policy.ts'

const NOW = Date.parse('2027-02-18T12:00:00Z')
const AUDIENCE = 'https://doorward.example'

const fittingClaims = { aud: AUDIENCE, project_id: '20', ref: 'main', sub: 'project:20:main' }

function decide(
  claims: object,
  policies: readonly TrustPolicy[],
  { issuerId = 'iss_1', allowMultipleAudiences = false, rules = noProfileRules } = {},
) {
  const token = { issuerId, claims: { ...claims } }
  return decideTrust(token, policies, NOW, { allowMultipleAudiences, rules })
}

/** Unlike `decide` it hands on the very claims, with their prototype. */
function decideBare(claims: Record<string, unknown>, policy: TrustPolicy) {
  const trust = { allowMultipleAudiences: false, rules: noProfileRules }
  return decideTrust({ issuerId: 'iss_1', claims }, [policy], NOW, trust)
}

it('accepts a token that meets every condition and names the policy', () => {
  const policy = aTrustPolicy()
  const decision = decide(fittingClaims, [policy])
  expect(decision.acceptedBy).toBe(policy)
  expect(decision.stage).toBeUndefined()
  expect(decision.policies[0]).toMatchObject({ policyId: 'tp_1', accepted: true, stage: undefined })
  expect(decision.policies[0]?.checks.every((check) => check.ok)).toBe(true)
})

it('decides by the token alone, whatever kept those before it out', () => {
  const policy = aTrustPolicy({ boundClaims: { project_id: '20', ref: 'main' } })
  const tokens = [
    { ...fittingClaims, ref: 'dev' },
    fittingClaims,
    { ...fittingClaims, project_id: '21' },
    { ...fittingClaims, ref: 'dev' },
    { ...fittingClaims, project_id: '21', ref: 'dev' },
    fittingClaims,
  ]
  const accepted = tokens.map((claims) => decide(claims, [policy]).acceptedBy !== undefined)
  expect(accepted).toEqual([false, true, false, false, false, true])
})

it('accepts nothing for an account without policies', () => {
  const decision = decide(fittingClaims, [])
  expect(decision).toEqual({ acceptedBy: undefined, stage: 'issuer', policies: [] })
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
      const decision = decideBare(claims, aTrustPolicy({ boundClaims }))
      expect(decision.acceptedBy).toBeUndefined()
      expect(decision.policies[0]?.checks).toContainEqual({
        check: 'claim',
        claim,
        matcher: 'exact',
        expected: 'x',
        actual: undefined,
        ok: false,
      })
    },
  )

  it('a claim from a prototype does not count', () => {
    const claims: Record<string, unknown> = Object.create({ ref: 'main' })
    claims.aud = AUDIENCE
    const policy = aTrustPolicy({ boundClaims: { ref: 'main' } })
    const decision = decideBare(claims, policy)
    expect(decision.stage).toBe('claims')
  })

  it('an audience from a prototype does not count', () => {
    const claims: Record<string, unknown> = Object.create({ aud: AUDIENCE })
    claims.ref = 'main'
    const policy = aTrustPolicy({ boundClaims: { ref: 'main' } })
    const decision = decideBare(claims, policy)
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

describe('where the issuer allows several audiences', () => {
  it.each([
    ['ours and another', [AUDIENCE, 'https://other.example'], true],
    ['ours last', ['https://other.example', AUDIENCE], true],
    ['ours alone', AUDIENCE, true],
    ['others only', ['https://other.example', 'https://third.example'], false],
    ['none', [], false],
    ['a nested list', [[AUDIENCE], 'x'], false],
    ['a part of one', [`${AUDIENCE}/x`, 'x'], false],
  ])('%s', (_, aud, accepted) => {
    const decision = decide({ ...fittingClaims, aud }, [aTrustPolicy()], {
      allowMultipleAudiences: true,
    })
    expect(decision.stage).toBe(accepted ? undefined : 'audience')
  })

  it('is not allowed by a text', () => {
    const allowMultipleAudiences = 'false' as unknown as boolean
    const aud = [AUDIENCE, 'https://other.example']
    const options = { allowMultipleAudiences }
    expect(decide({ ...fittingClaims, aud }, [aTrustPolicy()], options).stage).toBe('audience')
  })
})

describe('operators, modes and pointers count', () => {
  it.each([
    ['a pattern that fits', { ref: { wildcard: 'ma*' } }, 'exact', true],
    ['a pattern that does not', { ref: { wildcard: 'de*' } }, 'exact', false],
    ['plain text in wildcard mode', { ref: 'ma*' }, 'wildcard', true],
    ['plain text in exact mode', { ref: 'ma*' }, 'exact', false],
    [
      'a claim that has to be absent',
      { sub: 'project:20:main', pr: { absent: true } },
      'exact',
      true,
    ],
    [
      'a claim that has to be absent and is not',
      { ref: 'main', sub: { absent: true } },
      'exact',
      false,
    ],
    ['a pointer', { '/ref': 'main' }, 'exact', true],
  ] as const)('%s', (_, bound, matchMode, accepted) => {
    const boundClaims: BoundClaims = structuredClone({ ...bound }) as BoundClaims
    const decision = decide(fittingClaims, [aTrustPolicy({ boundClaims, matchMode })])
    expect(decision.stage).toBe(accepted ? undefined : 'claims')
  })
})

describe('a stored policy is judged again', () => {
  const actor = { kind: 'administrator', id: 'admin', name: 'Administrator' } as const
  const exception = (rule: string) => ({ rule, reason: 'on purpose', by: actor, at: 0 })
  const required = (isLiftable: boolean) => ({
    id: 'repo',
    anyOf: ['team'],
    reason: '',
    isLiftable,
  })
  const withRules = (more: Partial<ProfileRules>) => ({ rules: { ...noProfileRules, ...more } })

  it.each([
    ['empty text', { id: 'a', ref: '' }, { ref: '' }],
    ['null', { id: 'a', ref: null }, { ref: null }],
    ['an empty list', { id: 'a', ref: [] }, { ref: [] }],
    ['an empty object', { id: 'a', ref: {} }, { ref: {} }],
    ['an unknown operator', { id: 'a', ref: { regex: '.*' } }, { ref: 'main' }],
    ['a pattern for everything', { id: 'a', ref: { wildcard: '*' } }, { ref: 'main' }],
    ['such a pattern in a list', { id: 'a', ref: ['main', '*'] }, { ref: 'main' }],
    ['a subject that begins with a star', { id: 'a', sub: '*:main' }, { sub: 'x:main' }],
    ['an impossible value beside the right one', { id: 'a', ref: ['main', ''] }, { ref: 'main' }],
    ['nothing but a negation', { ref: { not: 'dev' } }, { ref: 'main' }],
    ['nothing but an absence', { ref: { absent: true } }, {}],
    ['nothing at all', {}, {}],
  ])('with %s it never matches', (_, bound, claims) => {
    const boundClaims = bound as unknown as BoundClaims
    const policy = aTrustPolicy({ matchMode: 'wildcard', boundClaims })
    const decision = decide({ aud: AUDIENCE, id: 'a', ...claims }, [policy])
    expect(decision.stage).toBe('claims')
    expect(failedChecks(decision)).toContain('policy')
  })

  it('never matches with an audience that others have too', () => {
    const rules = withRules({ sharedAudiences: [/^https:\/\/doorward\./] })
    const decision = decide(fittingClaims, [aTrustPolicy()], rules)
    expect(failedChecks(decision)).toEqual(['policy'])
    expect(decision.acceptedBy).toBeUndefined()
  })

  it.each([
    ['bound', { team: 'a' }, [], false, true],
    ['not bound', { ref: 'main' }, [], true, false],
    ['only negated', { ref: 'main', team: { not: 'b' } }, [], true, false],
    ['only absent', { ref: 'main', team: { absent: true } }, [], true, false],
    ['lifted', { ref: 'main' }, ['repo'], true, true],
    ['lifted by another name', { ref: 'main' }, ['other'], true, false],
    ['lifted though it may not be', { ref: 'main' }, ['repo'], false, false],
  ])('its required claim is %s', (_, bound, exceptions, isLiftable, accepted) => {
    const boundClaims = bound as BoundClaims
    const policy = aTrustPolicy({ boundClaims, exceptions: exceptions.map(exception) })
    const hasTeam = !Object.hasOwn(boundClaims, 'team') || typeof boundClaims.team === 'string'
    const claims = { ...fittingClaims, ...(hasTeam ? { team: 'a' } : {}) }
    const decision = decide(claims, [policy], withRules({ requiredClaims: [required(isLiftable)] }))
    expect(decision.acceptedBy === policy).toBe(accepted)
    if (!accepted) expect(failedChecks(decision)).toContain('required_claim')
  })

  const veto: Veto = {
    id: 'pull_request_target',
    claim: 'event_name',
    matcher: ['pull_request_target', 'workflow_run'],
    reason: 'strangers start it',
    yieldsToBoundClaim: false,
    isLiftable: true,
  }

  it.each([
    ['no such token', {}, { event_name: 'push' }, {}, [], true],
    ['no such claim', {}, {}, {}, [], true],
    ['such a token', {}, { event_name: 'pull_request_target' }, {}, [], false],
    ['lifted', {}, { event_name: 'workflow_run' }, {}, ['pull_request_target'], true],
    ['lifted by another name', {}, { event_name: 'workflow_run' }, {}, ['other'], false],
    [
      'lifted though it may not be',
      { isLiftable: false },
      { event_name: 'workflow_run' },
      {},
      ['pull_request_target'],
      false,
    ],
    [
      'named by a policy that it does not yield to',
      {},
      { event_name: 'workflow_run' },
      { event_name: ['push', 'workflow_run'] },
      [],
      false,
    ],
    [
      'named by a policy that it yields to',
      { yieldsToBoundClaim: true },
      { event_name: 'workflow_run' },
      { event_name: ['push', 'workflow_run'] },
      [],
      true,
    ],
    [
      'named by a policy for another claim',
      { yieldsToBoundClaim: true },
      { event_name: 'workflow_run', workflow: 'workflow_run' },
      { workflow: 'workflow_run' },
      [],
      false,
    ],
    [
      'fit by chance for a pattern',
      { yieldsToBoundClaim: true },
      { event_name: 'workflow_run' },
      { event_name: { wildcard: 'w*' } },
      [],
      false,
    ],
    [
      'fit by chance for a negation',
      { yieldsToBoundClaim: true },
      { event_name: 'workflow_run' },
      { event_name: { not: 'push' } },
      [],
      false,
    ],
    [
      'not named where it would yield',
      { yieldsToBoundClaim: true },
      { event_name: 'workflow_run' },
      {},
      [],
      false,
    ],
  ])('its veto: %s', (_, more, claims, bound, exceptions, accepted) => {
    const boundClaims = { ref: 'main', ...bound } as BoundClaims
    const policy = aTrustPolicy({ boundClaims, exceptions: exceptions.map(exception) })
    const rules = withRules({ vetoes: [{ ...veto, ...more }] })
    const decision = decide({ ...fittingClaims, ...claims }, [policy], rules)
    expect(decision.acceptedBy === policy).toBe(accepted)
    expect(failedChecks(decision)).toEqual(accepted ? [] : ['veto'])
  })

  it('by the rules of the moment, whichever it was judged by before', () => {
    const policy = aTrustPolicy()
    const strict = withRules({ requiredClaims: [required(false)] })
    const accepted = [{}, strict, {}, strict].map(
      (rules) => decide(fittingClaims, [policy], rules).acceptedBy === policy,
    )
    expect(accepted).toEqual([true, false, true, false])
  })

  it('and an unknown condition fails by itself, besides speaking against the policy', () => {
    const boundClaims = { ref: 'main', sub: { regex: '.*' } } as unknown as BoundClaims
    const [trace] = decide(fittingClaims, [aTrustPolicy({ boundClaims })]).policies
    expect(trace?.checks).toContainEqual(
      expect.objectContaining({ check: 'claim', claim: 'sub', ok: false }),
    )
  })

  it('is not held to the rules of an issuer that is not its own', () => {
    const rules = withRules({ requiredClaims: [required(false)] })
    const decision = decide(fittingClaims, [aTrustPolicy({ issuerId: 'iss_2' })], rules)
    expect(failedChecks(decision)).toEqual(['issuer'])
  })
})

function failedChecks(decision: ReturnType<typeof decide>): readonly string[] {
  return decision.policies.flatMap(({ checks }) =>
    checks.filter(({ ok }) => !ok).map(({ check }) => check),
  )
}

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
  })

  it.each([
    ['the subject', { sub: 'x' }],
    ['the audience and the subject', { aud: AUDIENCE, sub: 'x' }],
    ['any other claim', { project_id: '20' }],
  ] as const)('%s tells callers apart', (_, boundClaims) => {
    const decision = decide({ aud: AUDIENCE, ...boundClaims }, [aTrustPolicy({ boundClaims })])
    expect(decision.acceptedBy).toBeDefined()
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
    const decision = decide(fittingClaims, [aTrustPolicy()], { issuerId })
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
    ['audience', undefined, 'https://other.example', AUDIENCE],
    ['claim', 'project_id', 20, '20'],
    ['claim', 'ref', 'dev', 'main'],
    ['claim', 'team', 'a', undefined],
    ['policy', undefined, 'enabled', 'disabled'],
    ['policy', undefined, 'before 2027-02-18T12:00:00Z', '2027-02-18T12:00:00Z'],
  ])
})

const jsonValue = fc.jsonValue({ maxDepth: 1 })
const names = fc.constantFrom('sub', 'ref', 'constructor', 'a', 'b/c', '/d')
const value = fc.oneof(fc.string({ minLength: 1 }), fc.maxSafeInteger(), fc.boolean())

it('accepts a token exactly when every bound claim is there with the same value', () => {
  fc.assert(
    fc.property(
      fc.dictionary(names, value, { minKeys: 1 }),
      fc.dictionary(names, fc.oneof(value, jsonValue)),
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

it('never accepts a token of which any single bound claim is changed or taken away', () => {
  const bound = fc.dictionary(names, value, { minKeys: 1 })
  fc.assert(
    fc.property(bound, fc.nat(), fc.oneof(value, jsonValue), (boundClaims, index, changed) => {
      const keys = Object.keys(boundClaims)
      const key = keys[index % keys.length] ?? ''
      const claims = { ...boundClaims, aud: AUDIENCE }
      const policy = aTrustPolicy({ boundClaims: { ...boundClaims } })
      const { [key]: _, ...without } = claims as Record<string, unknown>
      fc.pre(changed !== boundClaims[key])
      expect(decide(claims, [policy]).acceptedBy).toBe(policy)
      expect(decide({ ...claims, [key]: changed }, [policy]).acceptedBy).toBeUndefined()
      expect(decide(without, [policy]).acceptedBy).toBeUndefined()
    }),
  )
})

it('is let in by the first policy that, held against the token alone, accepts it in its trace', () => {
  const bound = fc.dictionary(names, fc.constantFrom('x', 'y', 1, true), { minKeys: 1 })
  const one = fc.record({
    boundClaims: bound,
    enabled: fc.boolean(),
    expiresAt: fc.constantFrom(null, NOW, NOW + 1),
    audience: fc.constantFrom(AUDIENCE, AUDIENCE, ''),
    issuerId: fc.constantFrom('iss_1', 'iss_1', 'iss_2'),
  })
  const vetoes: readonly Veto[] = [
    {
      ...{ id: 'no_pulls', claim: 'ref', matcher: 'y', reason: '' },
      ...{ yieldsToBoundClaim: false, isLiftable: false },
    },
  ]
  const rules = { ...noProfileRules, vetoes }
  fc.assert(
    fc.property(fc.array(one, { maxLength: 4 }), bound, (policies, claims) => {
      const records = policies.map((more, n) => aTrustPolicy({ id: `tp_${n}`, ...more }))
      const token = { ...claims, aud: AUDIENCE }
      const alone = records.flatMap((policy) => decide(token, [policy], { rules }).policies)
      const decision = decide(token, records, { rules })
      expect(decision.policies).toEqual(alone)
      expect(decision.acceptedBy?.id).toBe(alone.find(({ accepted }) => accepted)?.policyId)
    }),
    { numRuns: 2000 },
  )
})

it('does not depend on the order of claims, neither of the policy nor of the token', () => {
  const reverse = <Value>(record: Record<string, Value>): Record<string, Value> =>
    Object.fromEntries(Object.entries(record).reverse())
  const small = fc.oneof(fc.constantFrom('a', 'b'), fc.boolean())
  fc.assert(
    fc.property(fc.dictionary(names, small), fc.dictionary(names, small), (bound, claims) => {
      const token = { ...claims, aud: AUDIENCE }
      const forwards = decide(token, [aTrustPolicy({ boundClaims: { ...bound } })])
      const backwards = decide(reverse(token), [aTrustPolicy({ boundClaims: reverse(bound) })])
      expect(backwards.stage).toBe(forwards.stage)
      expect(backwards.acceptedBy === undefined).toBe(forwards.acceptedBy === undefined)
    }),
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

it('no stored condition and no claim is too strange for an answer', () => {
  const anyRecord = fc.dictionary(fc.string(), fc.anything())
  fc.assert(
    fc.property(anyRecord, anyRecord, fc.anything(), (bound, claims, audience) => {
      const policy = { boundClaims: bound as BoundClaims, audience: audience as string }
      decide(claims, [aTrustPolicy(policy)])
    }),
  )
})
