import { describe, expect, it } from 'vitest'
import { readClaim } from '#server/domain/trust/read-claim.ts'
import { describeCaller } from '#server/issuers/profiles/describe-caller.ts'
import { describePolicy } from '#server/issuers/profiles/describe-policy.ts'
import { draftPolicy } from '#server/issuers/profiles/draft-policy.ts'
import { profiles } from '#server/issuers/profiles/profiles.ts'
import { recogniseProfile } from '#server/issuers/profiles/recognise-profile.ts'
import { accepts, decide } from './accepts.ts'
import { AUDIENCE, type Example } from './examples/example.ts'
import { examples } from './examples/examples.ts'

const ACCOUNT = 'acme/platform/deployer'

function draft({ profile, answers }: Pick<Example, 'profile' | 'answers'>) {
  const result = draftPolicy(profile, answers, AUDIENCE)
  if (!result.ok) throw new Error(JSON.stringify(result.errors))
  return result
}

it('has an example token for every profile', () => {
  const ids = examples.map(({ profile }) => profile.id)
  expect(ids.toSorted(), 'Name the example in examples/examples.ts').toEqual(
    profiles.map(({ id }) => id).toSorted(),
  )
})

describe.each(examples.map((example) => [example.profile.name, example] as const))(
  '%s',
  (_, example) => {
    const { profile, claims, answers } = example
    const { policy, names } = draft(example)

    it('is recognised by the issuer of its token', () => {
      expect(recogniseProfile(String(claims.iss))).toBe(profile.id)
    })

    it('says in a sentence who the caller is', () => {
      expect(describeCaller(profile, claims)).toBe(example.caller)
    })

    it('says in a sentence who may act by the policy of its form', () => {
      expect(describePolicy(profile, policy, { account: ACCOUNT, names })).toBe(example.sentence)
    })

    it('proposes the issuer and an audience that its token has', () => {
      expect(policy.issuer).toBe(claims.iss)
      const help = 'The aud of an example is AUDIENCE, unless its provider has a fixedAudience'
      expect([claims.aud].flat(), help).toContain(policy.audience)
    })

    it('binds what its own rules require', () => {
      const bound = Object.keys(policy.boundClaims)
      const missing = profile.rules.requiredClaims.filter(
        ({ anyOf }) => !anyOf.some((claim) => bound.includes(claim)),
      )
      expect(missing).toEqual([])
      const identifying = bound.filter((claim) => profile.rules.identifyingClaims.includes(claim))
      expect(identifying).not.toEqual([])
    })

    it('binds nothing that its own rules advise against', () => {
      const avoided = profile.rules.claimsToAvoid.map(({ claim }) => claim)
      expect(Object.keys(policy.boundClaims).filter((claim) => avoided.includes(claim))).toEqual([])
    })

    it('accepts its token by the policy of its form', () => {
      const { policies } = decide(profile, policy, claims)
      const failed = policies.flatMap(({ checks }) => checks.filter(({ ok }) => !ok))
      expect(failed, 'What keeps the example out').toEqual([])
      expect(accepts(profile, policy, claims)).toBe(true)
    })

    it.each(Object.keys(policy.boundClaims))('refuses the token with another %s', (claim) => {
      expect(accepts(profile, policy, replaceClaim(claims, claim, 'other'))).toBe(false)
    })

    const strangers = Object.entries(example.strangers)
    it.each(strangers)('refuses %s', (_name, changed) => {
      expect(accepts(profile, policy, { ...claims, ...changed })).toBe(false)
    })

    const required = profile.questions.filter((question) => question.required)
    const answered = required.filter(({ id }) => Object.hasOwn(answers, id)).map(({ id }) => id)
    it.each(answered)('asks for %s when it is not answered', (question) => {
      const result = draftPolicy(profile, { ...answers, [question]: '' }, AUDIENCE)
      const fields = result.ok ? [] : result.errors.map(({ field }) => field)
      expect(fields).toEqual([`answers.${question}`])
    })

    it('refuses an answer to what it does not ask', () => {
      expect(draftPolicy(profile, { ...answers, constructor: 'x' }, AUDIENCE)).toMatchObject({
        errors: [{ field: 'answers.constructor' }],
      })
    })

    it('keeps what a stranger put into a token out of lines and directions', () => {
      const hostile = 'x\n\u001b[31m\u202e\u2028"<b>'.repeat(200)
      const all = Object.fromEntries(Object.keys(claims).map((claim) => [claim, hostile]))
      const said = describeCaller(profile, all)
      expect(said).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
      expect(said.length).toBeLessThan(300)
      expect(said.endsWith(` (${profile.name})`)).toBe(true)
    })
  },
)

/** Replaces a claim, which may lie deep inside of another (RFC 6901). */
function replaceClaim(claims: object, name: string, value: unknown): Record<string, unknown> {
  if (Object.hasOwn(claims, name) || !name.startsWith('/')) return { ...claims, [name]: value }
  const [first = '', ...rest] = name.slice(1).split('/')
  const key = first.replaceAll('~1', '/').replaceAll('~0', '~')
  if (rest.length === 0) return { ...claims, [key]: value }
  const inner = Object(readClaim({ ...claims }, `/${first}`))
  return { ...claims, [key]: replaceClaim(inner, `/${rest.join('/')}`, value) }
}
