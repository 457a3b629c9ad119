import { screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { DoorwardClient } from '#contract/contract.ts'
import type { ErrorCode, FieldError } from '#contract/error-codes.ts'
import type { ProfileId } from '#contract/provider-profiles.ts'
import type { BoundClaims } from '#contract/trust-policies.ts'
import { lintPolicy } from '#server/domain/trust/lint-policy.ts'
import { AppError } from '#server/errors.ts'
import { profileOf } from '#server/issuers/profiles/profiles.ts'
import { requireSafePolicy } from '#server/operations/require-safe-policy.ts'
import { aServiceAccount } from './a-service-account.ts'
import { aGuidedPolicy, aRefusal, createFakeClient } from './fake-client.ts'
import { openWindow } from './open-window.tsx'

type Create = DoorwardClient['trustPolicies']['create']
type Draft = DoorwardClient['trust']['draft']

const OURS = 'https://doorward.acme.example'
const GITLAB = { project_id: '20', ref_protected: 'true', ref_type: 'branch' }
const GITHUB = { repository_id: '74', ref: 'refs/heads/main' }

interface Written {
  readonly boundClaims: BoundClaims
  readonly audience?: string
  readonly profile?: ProfileId
}

const toPolicy = ({ boundClaims, audience = OURS }: Written) => ({
  ...{ name: '', issuer: 'https://ci.acme.example', audience, boundClaims },
  matchMode: 'exact' as const,
})
const rulesOf = ({ profile = 'generic' }: Written) => profileOf(profile).rules

/** What the server really refuses about a policy, field by field. */
function refusalOf(written: Written): readonly FieldError[] {
  const by = { kind: 'administrator', id: 'admin', name: 'Administrator' } as const
  try {
    requireSafePolicy({
      ...{ policy: toPolicy(written), rules: rulesOf(written), fieldPrefix: '' },
      ...{ exceptions: [], force: undefined, by, at: 0 },
    })
  } catch (error) {
    if (error instanceof AppError) return error.fields
  }
  throw new Error('The server saves this policy.')
}

/** Opens the builder with a policy that is written by hand, as one that comes from an attempt is. */
async function openWritten(written: Written, create: Create, findings = noFindings) {
  const policy = toPolicy(written)
  const proposed = { ...aGuidedPolicy(), policy, findings: [] } as Awaited<ReturnType<Draft>>
  const client = createFakeClient({
    serviceAccounts: { get: async () => aServiceAccount() },
    trust: { draft: async () => proposed },
    providerProfiles: { draft: async () => aGuidedPolicy({ policy, findings: [...findings] }) },
    trustPolicies: { create },
  })
  const at = '/service-accounts/acme/deployer/-/trust-policies/new?attempt=att_1'
  const { user } = openWindow({ at, client })
  await user.click(await screen.findByRole('button', { name: 'Save trust policy' }))
}

const noFindings: ReturnType<typeof lintPolicy> = []
const TITLE = 'The trust policy would let too many tokens in'

/** The words at a field, which a screen reader says with it. */
function wordsAt(label: string): string {
  const described = screen.getByLabelText(label).getAttribute('aria-describedby')
  return document.getElementById(described ?? '')?.textContent ?? ''
}

const VALUE = 'Value of claim 1'
const refused: readonly (readonly [rule: string, place: string | undefined, Written])[] = [
  [
    'audience_shared',
    'Audience',
    { boundClaims: GITLAB, audience: 'https://gitlab.com', profile: 'gitlab' },
  ],
  ['unidentifying_claims', undefined, { boundClaims: { aud: OURS } }],
  ['impossible_value', VALUE, { boundClaims: { attempt: 9007199254740992, sub: 'job' } }],
  ['impossible_value', VALUE, { boundClaims: { ref: { oneOf: [''] }, sub: 'job' } }],
  ['pattern_without_literal', VALUE, { boundClaims: { ref: { wildcard: '*' }, sub: 'job' } }],
  ['leading_star', VALUE, { boundClaims: { sub: { wildcard: '*:main' } } }],
  ['namespace', undefined, { boundClaims: { sub: 'job' }, profile: 'gitlab' }],
  ['protection', undefined, { boundClaims: { project_id: '20' }, profile: 'gitlab' }],
  [
    'pull_request_target',
    VALUE,
    { boundClaims: { event_name: 'pull_request_target', ...GITHUB }, profile: 'github' },
  ],
]

describe.each(refused)('a policy that %s stands against', (rule, place, written) => {
  const fields = refusalOf(written)
  const findings = lintPolicy(toPolicy(written), rulesOf(written))

  it(`is not sent, and says so ${place ? `at “${place}”` : 'below the claims'}`, async () => {
    expect(findings.map((finding) => finding.rule)).toContain(rule)
    const create = vi.fn<Create>()
    await openWritten(written, create, findings)

    expect(await screen.findByText(TITLE)).toBeDefined()
    for (const { message } of findings.filter(({ severity }) => severity === 'refused')) {
      expect(document.body.textContent).toContain(message)
    }
    expect(create).not.toHaveBeenCalled()
  })

  it('shows the refusal of the server at the same place', async () => {
    const create = vi.fn<Create>().mockRejectedValue(aRefusal('trust_policy_refused', fields))
    await openWritten(written, create)

    expect(await screen.findByText(TITLE)).toBeDefined()
    expect(create).toHaveBeenCalledOnce()
    for (const { message } of fields) expect(screen.getByText(message)).toBeDefined()
    if (place) expect(fields.map(({ message }) => message)).toContain(wordsAt(place))
  })
})

describe('the form itself refuses, and sends nothing, a policy', () => {
  it.each<[string, Written, string]>([
    ['without a claim', { boundClaims: {} }, 'Bind at least one claim.'],
    ['without an audience', { boundClaims: GITLAB, audience: '' }, 'An audience is required.'],
    ['with an empty value', { boundClaims: { sub: '' } }, 'Give the value'],
  ])('%s', async (_, written, words) => {
    const create = vi.fn<Create>()
    await openWritten(written, create)

    expect((await screen.findAllByText(new RegExp(words, 'i'))).length).toBeGreaterThan(0)
    expect(create).not.toHaveBeenCalled()
  })
})

describe('what the server refuses besides is shown', () => {
  const message = 'Words of the server.'
  it.each<[ErrorCode, string | undefined, string | undefined]>([
    ['issuer_not_allowed', 'issuer', 'Issuer URL'],
    ['issuer_not_allowed', 'issuerSettings.allowPrivateNetwork', undefined],
    ['issuer_not_allowed', 'issuerSettings.keySource.jwks', undefined],
    ['issuer_not_allowed', 'issuerSettings.replay', undefined],
    ['validation_failed', 'name', 'Policy name (optional)'],
    ['validation_failed', 'audience', 'Audience'],
    ['validation_failed', 'boundClaims.project_id', VALUE],
    ['validation_failed', 'boundClaims', undefined],
    ['validation_failed', 'expiresAt', undefined],
    ['validation_failed', 'force.reason', undefined],
    ['validation_failed', 'nonsense', undefined],
    ['limit_reached', undefined, undefined],
    ['gain_not_allowed', undefined, undefined],
    ['read_only', undefined, undefined],
    ['forbidden', undefined, undefined],
    ['storage_unavailable', undefined, undefined],
  ])('%s, field %s', async (code, field, place) => {
    const errors = field === undefined ? [] : [{ field, message }]
    const create = vi
      .fn<Create>()
      .mockRejectedValue(aRefusal(code, errors, field === undefined ? message : undefined))
    await openWritten({ boundClaims: GITLAB }, create)

    const shown = await screen.findAllByText(new RegExp(message))
    expect(shown.some((each) => each.closest('[hidden], [inert]') === null)).toBe(true)
    if (place) expect(wordsAt(place)).toBe(message)
  })
})
