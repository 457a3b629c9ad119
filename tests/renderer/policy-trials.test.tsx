import { screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { DoorwardClient } from '#contract/contract.ts'
import type { Attempt } from '#contract/trust.ts'
import type { TrustPolicy } from '#contract/trust-policies.ts'
import { aServiceAccount } from './a-service-account.ts'
import { aGuidedPolicy, aRefusal, createFakeClient } from './fake-client.ts'
import { openWindow } from './open-window.tsx'

type Replay = DoorwardClient['trust']['replay']
type Propose = DoorwardClient['trustPolicies']['propose']
type Update = DoorwardClient['trustPolicies']['update']

const actor = { kind: 'administrator', id: 'admin', name: 'Administrator' } as const

function aPolicy(changes: Partial<TrustPolicy> = {}): TrustPolicy {
  return {
    ...{ id: 'tp_1', name: 'Main', enabled: true, expiresAt: null, matchMode: 'exact' },
    ...{ issuer: 'iss_1', issuerUrl: 'https://gitlab.com', audience: 'https://doorward.example' },
    ...{ boundClaims: { project_id: '20' }, sentence: 'Any job.', exceptions: [], version: 4 },
    ...{ lastUsedAt: null, lastUsedAddress: null, lastUsedMethod: null },
    ...{ createdAt: '2026-11-01T00:00:00Z', createdBy: actor },
    ...{ updatedAt: '2026-11-01T00:00:00Z', updatedBy: actor },
    ...changes,
  }
}

const attempt: Attempt = {
  ...{ id: 'att_1', at: '2026-11-20T22:00:00Z', grant: 'token_exchange', accepted: true },
  ...{ stage: null, principal: 'acme/app, tag v1', checks: [], policies: [] },
  ...{ account: 'sa_1', accountPath: 'acme/deployer', issuer: 'iss_1' },
  ...{ issuerUrl: 'https://gitlab.com', policy: 'tp_1', verified: true, claims: {} },
  ...{ address: '192.0.2.7', correlationId: 'req_1' },
}

function openPolicy(calls: { replay?: Replay; propose?: Propose; update?: Update }, query = '') {
  const { replay, propose, update } = calls
  const trustPolicies = [aPolicy(), aPolicy({ id: 'tp_2', name: 'Other' })]
  const client = createFakeClient({
    serviceAccounts: { get: async () => aServiceAccount({ trustPolicies }) },
    providerProfiles: { draft: async () => aGuidedPolicy({ findings: [] }) },
    trust: { ...(replay && { replay }) },
    trustPolicies: { ...(propose && { propose }), ...(update && { update }) },
  })
  const at = `/service-accounts/acme/deployer/-/trust-policies/tp_1${query}`
  return openWindow({ at, client })
}

const press = 'Replay attempts against it'

describe('a replay', () => {
  it('holds the attempts against the edited policy and the others of the account', async () => {
    const replay = vi.fn<Replay>(async () => ({ attempts: 40, changed: [] }))
    const { user } = openPolicy({ replay })
    await user.click(await screen.findByRole('button', { name: press }))

    const said = 'None of 40 kept attempts would be decided differently.'
    expect(await screen.findByText(said)).toBeDefined()
    const { account, policies = [] } = replay.mock.calls[0]?.[0] ?? {}
    expect(account).toBe('sa_1')
    expect(policies.map(({ id }) => id)).toEqual(['tp_2', 'tp_1'])
  })

  it('names the attempts that would be decided differently', async () => {
    const wouldBe = { ...attempt, accepted: false, stage: 'claims' } as const
    const replay: Replay = async () => ({ attempts: 40, changed: [{ attempt, wouldBe }] })
    const { user } = openPolicy({ replay })
    await user.click(await screen.findByRole('button', { name: press }))

    expect(await screen.findByText('would be refused')).toBeDefined()
    const link = screen.getByRole('link', { name: 'acme/app, tag v1' })
    expect(link.getAttribute('href')).toBe('/attempts/att_1')
  })

  it('says what the server refuses', async () => {
    const replay = vi.fn<Replay>().mockRejectedValue(aRefusal('forbidden'))
    const { user } = openPolicy({ replay })
    await user.click(await screen.findByRole('button', { name: press }))

    expect(await screen.findByText(/refused: forbidden/)).toBeDefined()
  })
})

describe('a proposal to tighten', () => {
  it('adds what was always the same, and saves nothing else', async () => {
    const propose: Propose = async () => ({ attempts: 12, boundClaims: { environment: 'prod' } })
    const update = vi.fn<Update>().mockResolvedValue(aPolicy())
    const { user } = openPolicy({ propose, update }, '?tighten=')
    expect(await screen.findByText(/the same in 12 accepted attempts: environment\./)).toBeDefined()
    await user.click(await screen.findByRole('button', { name: 'Save changes' }))
    await screen.findByText('The trust policy of acme/deployer was saved.')

    expect(update.mock.calls[0]?.[0]).toEqual({
      ...{ account: 'sa_1', policy: 'tp_1', version: 4 },
      boundClaims: { environment: 'prod' },
    })
  })

  it('says when there is nothing to add', async () => {
    openPolicy({ propose: async () => ({ attempts: 1, boundClaims: {} }) }, '?tighten=')

    expect(await screen.findByText(/Nothing more was the same in the one/)).toBeDefined()
  })
})
