import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideTrust } from '#server/domain/trust/decide-trust.ts'
import { noProfileRules, type ProfileRules } from '#server/domain/trust/profile-rules.ts'
import { proposePolicy, proposeTightening } from '#server/domain/trust/propose-policy.ts'
import { aTrustPolicy } from './a-trust-policy.ts'

const requirement = { reason: '', isLiftable: false }
const rules: ProfileRules = {
  ...noProfileRules,
  id: 'github',
  requiredClaims: [
    { ...requirement, id: 'repository', anyOf: ['repository', 'repository_id'] },
    { ...requirement, id: 'place', anyOf: ['environment', 'ref'] },
  ],
  identifyingClaims: ['repository_id', 'repository_owner_id', 'repository', 'run_id', 'sub'],
  sharedAudiences: [/^https:\/\/github\.com\/[^/]+$/],
  claimsToAvoid: [
    { claim: 'repository', reason: 'names change hands' },
    { claim: 'sub', reason: 'its form changes' },
  ],
}
const token = {
  iss: 'https://token.actions.githubusercontent.com',
  aud: 'https://doorward.example',
  sub: 'repo:acme/api:ref:refs/heads/main',
  repository: 'acme/api',
  repository_id: '74',
  repository_owner_id: '65',
  ref: 'refs/heads/main',
  ref_type: 'branch',
  ref_protected: 'true',
  run_id: '1',
  sha: 'abc',
  jti: 'j',
  exp: 3,
  iat: 1,
}

describe('a proposed policy', () => {
  it('binds immutable ids exactly and leaves out names, runs and times', () => {
    expect(proposePolicy(token, rules)).toEqual({
      audience: 'https://doorward.example',
      boundClaims: {
        repository_id: '74',
        repository_owner_id: '65',
        ref: 'refs/heads/main',
        ref_type: 'branch',
        ref_protected: 'true',
      },
    })
  })

  it('takes a name where nothing better fulfils a requirement', () => {
    const { repository_id: _, ...without } = token
    expect(proposePolicy(without, rules).boundClaims).toMatchObject({ repository: 'acme/api' })
  })

  it('binds which branch it is where only its kind is required', () => {
    const place = { ...requirement, id: 'place', anyOf: ['ref_type'] }
    const { boundClaims } = proposePolicy(token, { ...noProfileRules, requiredClaims: [place] })
    expect(boundClaims).toEqual({
      ...{ ref: 'refs/heads/main', ref_type: 'branch', ref_protected: 'true' },
    })
  })

  it('takes what a profile requires, though elsewhere it differs from run to run', () => {
    const pipeline = { ...requirement, id: 'pipeline', anyOf: ['pipeline_id'] }
    const own = { ...noProfileRules, requiredClaims: [pipeline] }
    expect(proposePolicy({ pipeline_id: 'p' }, own).boundClaims).toEqual({ pipeline_id: 'p' })
  })

  it('binds the subject of an issuer that no profile describes', () => {
    const { boundClaims } = proposePolicy(token, noProfileRules)
    expect(boundClaims).toEqual({ sub: token.sub })
  })

  it('reads nested claims by pointer', () => {
    const own = { ...noProfileRules, identifyingClaims: ['/kubernetes.io/serviceaccount/uid'] }
    const claims = { 'kubernetes.io': { serviceaccount: { uid: 'u' } } }
    expect(proposePolicy(claims, own).boundClaims).toEqual({
      '/kubernetes.io/serviceaccount/uid': 'u',
    })
  })

  it('keeps a star literal', () => {
    const { boundClaims } = proposePolicy({ sub: 'a*' }, noProfileRules)
    expect(boundClaims).toEqual({ sub: { exact: 'a*' } })
  })

  it.each([
    ['empty text', ''],
    ['null', null],
    ['a list', ['a']],
    ['an object', { a: 'b' }],
    ['a number beyond 2^53', JSON.parse('9007199254740993')],
    ['text that may have been cut', 'a'.repeat(256)],
  ])('does not bind %s', (_, sub) => {
    expect(proposePolicy({ sub }, noProfileRules).boundClaims).toEqual({})
  })

  it.each([
    ['the only one', 'https://doorward.example', 'https://doorward.example'],
    ['one of a list', ['https://doorward.example'], 'https://doorward.example'],
    ['none that others have too', 'https://github.com/acme', undefined],
    ['the one that is not shared', ['https://github.com/acme', 'us'], 'us'],
    ['none where there is none', undefined, undefined],
    ['none that is a number', 20, undefined],
  ])('has as audience %s', (_, aud, audience) => {
    expect(proposePolicy({ aud, sub: 'x' }, rules).audience).toBe(audience)
  })

  it('accepts the token that it was made from', () => {
    const values = fc.oneof(fc.string(), fc.integer(), fc.boolean())
    const names = fc.constantFrom('sub', 'repository', 'repository_id', 'ref', 'ref_type')
    fc.assert(
      fc.property(
        fc.dictionary(names, values),
        fc.constantFrom('exact', 'wildcard'),
        (more, matchMode) => {
          const claims = { ...token, ...more, repository_id: '74', ref: 'a*' }
          const { audience = '', boundClaims } = proposePolicy(claims, rules)
          const policy = aTrustPolicy({ audience, boundClaims, matchMode })
          const trust = { allowMultipleAudiences: false, rules }
          const decision = decideTrust({ issuerId: 'iss_1', claims }, [policy], 0, trust)
          expect(decision.acceptedBy).toBe(policy)
        },
      ),
    )
  })
})

describe('a proposal to tighten a policy', () => {
  const accepted = [
    token,
    { ...token, run_id: '2', sha: 'def', jti: 'k', ref: 'refs/heads/dev', actor: 'me' },
  ]

  it('names what was the same in all accepted tokens and is not bound yet', () => {
    expect(proposeTightening({ repository_id: '74' }, accepted, rules)).toEqual({
      repository_owner_id: '65',
      ref_type: 'branch',
      ref_protected: 'true',
    })
  })

  it.each([
    ['no token', []],
    ['a single token', [token]],
  ])('needs more than %s', (_, tokens) => {
    expect(proposeTightening({}, tokens, rules)).toEqual({})
  })

  it('does not bind more than a policy may', () => {
    const wide = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`c${n}`, 'x']))
    const bound = { a: 'x', b: 'x' }
    expect(Object.keys(proposeTightening(bound, [wide, wide], noProfileRules))).toHaveLength(18)
  })

  it('keeps types apart', () => {
    const tokens = [{ id: '20' }, { id: 20 }]
    expect(proposeTightening({}, tokens, noProfileRules)).toEqual({})
  })
})
