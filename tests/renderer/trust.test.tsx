import { screen, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { DoorwardClient } from '#contract/contract.ts'
import type { Attempt, TrustTrace } from '#contract/trust.ts'
import type { PolicyFinding } from '#contract/trust-policies.ts'
import { aServiceAccount } from './a-service-account.ts'
import { aGuidedPolicy, aRefusal, createFakeClient } from './fake-client.ts'
import { NOW, openWindow } from './open-window.tsx'

type Create = DoorwardClient['trustPolicies']['create']
type Draft = DoorwardClient['providerProfiles']['draft']

const HOSTILE = '<img src=x onerror="globalThis.hacked=true">'
const account = '/service-accounts/acme/deployer'
const get = async () => aServiceAccount()

async function openBuilder(draft: Draft, create: Create = vi.fn<Create>()) {
  const client = createFakeClient({
    serviceAccounts: { get },
    trustPolicies: { create },
    providerProfiles: { draft },
  })
  const opened = openWindow({ at: `${account}/-/trust-policies/new`, client })
  await opened.user.type(await screen.findByLabelText('Repository id'), '74')
  await opened.user.type(screen.getByLabelText('Branch'), 'main')
  return { ...opened, create }
}

function aFinding(changes: Partial<PolicyFinding> = {}): PolicyFinding {
  return {
    ...{ rule: 'too_wide', severity: 'refused', field: 'boundClaims', isLiftable: false },
    ...{ message: 'Every repository fits.', advice: 'Bind repository_id.' },
    ...changes,
  }
}

const save = () => screen.getByRole('button', { name: 'Save trust policy' })

describe('the builder', () => {
  it('asks a question only where another has its answer', async () => {
    const { user } = await openBuilder(async () => aGuidedPolicy())
    expect(screen.queryByLabelText('Tag')).toBeNull()
    await user.selectOptions(screen.getByLabelText('From where'), 'A tag')

    expect(screen.getByLabelText('Tag')).toBeDefined()
    expect(screen.queryByLabelText('Branch')).toBeNull()
  })

  it('marks what is not answered, and sends nothing', async () => {
    const { user, create } = await openBuilder(async () => aGuidedPolicy())
    await user.clear(screen.getByLabelText('Branch'))
    await user.click(save())

    expect(await screen.findByText('Answer this, for example main.')).toBeDefined()
    expect(create).not.toHaveBeenCalled()
  })

  it('saves what the answers come to', async () => {
    const draft = vi.fn<Draft>(async () => aGuidedPolicy())
    const create = vi.fn<Create>().mockResolvedValue(undefined as never)
    const { user } = await openBuilder(draft, create)
    expect(await screen.findByText(/^Any workflow of repository 74/)).toBeDefined()
    await user.click(save())
    await screen.findByRole('tab', { name: /OIDC/ })

    expect(draft.mock.lastCall?.[0]).toEqual({
      profile: 'github',
      account: 'sa_1',
      answers: { repositoryId: '74', place: 'branch', branch: 'main', events: [] },
    })
    expect(create.mock.calls[0]?.[0]).toMatchObject({
      account: 'sa_1',
      ...aGuidedPolicy().policy,
    })
  })

  it.each([
    ['no bound claim', aFinding({ rule: 'no_claims', message: 'No claim is bound.' })],
    ['a shared audience', aFinding({ field: 'audience', message: 'Others use it too.' })],
    ['a pattern that is too wide', aFinding({ field: 'boundClaims.ref', message: 'Only a star.' })],
    ['a rule that may be lifted', aFinding({ isLiftable: true, message: 'The whole group.' })],
  ])('shows the refusal of %s with the way out, and sends nothing', async (_, finding) => {
    const { user, create } = await openBuilder(async () => aGuidedPolicy({ findings: [finding] }))
    const list = await screen.findByRole('list', { name: 'What speaks against it' })
    expect(list.textContent).toContain(`Refused: ${finding.message} ${finding.advice}`)
    await user.click(save())

    expect(await screen.findByText('The trust policy would let too many tokens in')).toBeDefined()
    expect(screen.getAllByText(new RegExp(`${finding.message} ${finding.advice}`))).not.toEqual([])
    expect(create).not.toHaveBeenCalled()
  })

  it('offers a reason only for rules that may be lifted, and sends it', async () => {
    const findings = [aFinding({ isLiftable: true })]
    const create = vi.fn<Create>().mockResolvedValue(undefined as never)
    const { user } = await openBuilder(async () => aGuidedPolicy({ findings }), create)
    await user.type(await screen.findByLabelText('Save anyway, because…'), 'we own them all')
    await user.click(save())
    await screen.findByRole('tab', { name: /OIDC/ })

    expect(create.mock.calls[0]?.[0].force).toEqual({ reason: 'we own them all' })
  })

  it('offers none where one of them may not', async () => {
    const findings = [aFinding({ isLiftable: true }), aFinding({ rule: 'hard' })]
    await openBuilder(async () => aGuidedPolicy({ findings }))
    await screen.findByRole('list', { name: 'What speaks against it' })

    expect(screen.queryByLabelText('Save anyway, because…')).toBeNull()
  })

  it('puts what the server refuses at its field', async () => {
    const message = 'This issuer is on a private network.'
    const field = 'issuerSettings.allowPrivateNetwork'
    const create = vi
      .fn<Create>()
      .mockRejectedValue(aRefusal('issuer_not_allowed', [{ field, message }]))
    const { user } = await openBuilder(async () => aGuidedPolicy(), create)
    await user.click(save())

    expect(await screen.findByText(message)).toBeDefined()
  })
})

const check = { check: 'claim', claim: 'ref', matcher: 'exact' }
const trace: TrustTrace = {
  accepted: false,
  stage: 'claims',
  principal: `${HOSTILE}, branch main`,
  checks: [{ check: 'signature', expected: 'a key', actual: 'none', ok: null }],
  policies: [
    {
      ...{ policy: 'tp_1', name: 'Main', account: 'sa_1', accepted: false, stage: 'claims' },
      checks: [
        { ...check, expected: '"main"', actual: HOSTILE, ok: false, hint: 'Look at the case.' },
        { ...check, claim: 'project_id', expected: '"20"', actual: '"20"', ok: true },
      ],
    },
  ],
}

describe('the tester', () => {
  it('says by word what fits, and shows what came as text', async () => {
    const evaluate = vi.fn<DoorwardClient['trust']['evaluate']>(async () => trace)
    const client = createFakeClient({ serviceAccounts: { get }, trust: { evaluate } })
    const { user, cache } = openWindow({ at: account, client })
    await user.click(await screen.findByRole('button', { name: 'Test a token' }))
    await user.click(screen.getByLabelText('Token or claims'))
    await user.paste('Bearer eyJSECRET.x.y')
    await user.click(screen.getByRole('button', { name: 'Test' }))

    const verdict = await screen.findByRole('status', { name: 'Verdict' })
    expect(await within(verdict).findByText('Refused: claims do not fit')).toBeDefined()
    expect(within(verdict).getByText('Look at the case.')).toBeDefined()
    for (const word of ['Fits', 'Does not fit', 'Not checked']) {
      expect(within(verdict).getByText(word)).toBeDefined()
    }
    expect(within(verdict).getByText(HOSTILE)).toBeDefined()
    expect(document.querySelector('img')).toBeNull()
    expect(evaluate.mock.calls[0]?.[0]).toEqual({ account: 'sa_1', token: 'eyJSECRET.x.y' })
    await user.click(screen.getByRole('button', { name: 'Close' }))
    const kept = [...cache.getQueryCache().getAll(), ...cache.getMutationCache().getAll()]
    expect(JSON.stringify(kept.map(({ state }) => state))).not.toContain('eyJSECRET')
    expect(kept.some(({ options }) => JSON.stringify(options).includes('eyJSECRET'))).toBe(false)
  })

  it('takes claims, and says what is no JSON', async () => {
    const evaluate = vi.fn<DoorwardClient['trust']['evaluate']>(async () => trace)
    const client = createFakeClient({ serviceAccounts: { get }, trust: { evaluate } })
    const { user } = openWindow({ at: account, client })
    await user.click(await screen.findByRole('button', { name: 'Test a token' }))
    const field = screen.getByLabelText('Token or claims')
    await user.click(field)
    await user.paste('{"ref":')
    await user.click(screen.getByRole('button', { name: 'Test' }))
    expect(screen.getByText('This begins like claims, but is not valid JSON.')).toBeDefined()
    expect(evaluate).not.toHaveBeenCalled()

    await user.clear(field)
    await user.paste('{"ref":"main"}')
    await user.click(screen.getByRole('button', { name: 'Test' }))
    expect(evaluate.mock.calls[0]?.[0]).toEqual({ account: 'sa_1', claims: { ref: 'main' } })
  })
})

const attempt: Attempt = {
  ...trace,
  ...{ id: 'att_1', at: '2026-11-20T22:59:00Z', grant: 'token_exchange' },
  ...{ account: 'sa_1', accountPath: 'acme/deployer', policy: null, verified: true },
  ...{ issuer: 'iss_1', issuerUrl: 'https://gitlab.com', address: '127.0.0.1' },
  claims: { ref: HOSTILE },
  correlationId: 'req_1',
}

describe('attempts', () => {
  it('are filtered by what the address says', async () => {
    const listAttempts = vi.fn<DoorwardClient['trust']['listAttempts']>(async () => ({
      items: [attempt],
      nextCursor: null,
    }))
    openWindow({
      at: '/attempts?outcome=refused&stage=claims&account=acme%2Fdeployer&q=req_1',
      client: createFakeClient({ trust: { listAttempts } }),
    })
    await screen.findByLabelText('Outcome')

    expect(listAttempts.mock.calls[0]?.[0]).toMatchObject({
      ...{ accepted: false, stage: 'claims', account: 'acme/deployer', search: 'req_1' },
    })
  })

  it('that failed for the same reason share a row, unless each is asked for', async () => {
    const again = { ...attempt, id: 'att_2' }
    const other = { ...attempt, id: 'att_3', principal: 'somebody else' }
    const listAttempts = async () => ({ items: [attempt, again, other], nextCursor: null })
    const { user } = openWindow({
      at: '/attempts',
      client: createFakeClient({ trust: { listAttempts } }),
    })
    expect(await screen.findByText('2 ×')).toBeDefined()
    expect(screen.getAllByText('Refused: claims do not fit')).toHaveLength(2)

    await user.click(screen.getByLabelText('Show repeats one by one'))
    expect(screen.queryByText('2 ×')).toBeNull()
    expect(screen.getAllByText('Refused: claims do not fit')).toHaveLength(3)
  })

  it('are found by how long ago they were', async () => {
    const listAttempts = vi.fn<DoorwardClient['trust']['listAttempts']>(async () => ({
      items: [attempt],
      nextCursor: null,
    }))
    openWindow({
      at: '/attempts?time=day',
      client: createFakeClient({ trust: { listAttempts } }),
    })
    await screen.findByLabelText('Time')

    const { since = '' } = listAttempts.mock.calls[0]?.[0] ?? {}
    expect(NOW.getTime() - Date.parse(since)).toBe(86_400_000)
  })

  it('show their claims as text, and lead to a policy', async () => {
    const client = createFakeClient({ trust: { getAttempt: async () => attempt } })
    openWindow({ at: '/attempts/att_1', client })

    const claims = await screen.findByRole('table', { name: 'Claims' })
    expect(claims.textContent).toContain(HOSTILE)
    expect(document.querySelector('img')).toBeNull()
    expect(screen.getByRole('link', { name: 'Make a policy from this' }).getAttribute('href')).toBe(
      '/service-accounts/acme/deployer/-/trust-policies/new?attempt=att_1',
    )
  })

  it('say first what did not fit, and list that first', async () => {
    const client = createFakeClient({ trust: { getAttempt: async () => attempt } })
    openWindow({ at: '/attempts/att_1', client })

    expect(
      await screen.findByText(`The claim ref is ${HOSTILE}, but “Main” expects "main".`),
    ).toBeDefined()
    expect(screen.getByText('Look at the case.')).toBeDefined()
    const [, first] = within(screen.getByRole('table', { name: 'Checks of Main' })).getAllByRole(
      'row',
    )
    expect(first?.textContent).toMatch(/^Does not fitref/)
  })

  it('are tried again with their claims, against the policies as they are', async () => {
    const evaluate = vi.fn<DoorwardClient['trust']['evaluate']>(async () => ({
      ...trace,
      ...{ accepted: true, stage: null, policies: [] },
    }))
    const client = createFakeClient({ trust: { getAttempt: async () => attempt, evaluate } })
    const { user } = openWindow({ at: '/attempts/att_1', client })
    await user.click(await screen.findByRole('button', { name: 'Test again' }))

    expect(await screen.findByText('A trust policy accepts this token.')).toBeDefined()
    expect(evaluate.mock.calls[0]?.[0]).toEqual({ account: 'sa_1', claims: attempt.claims })
  })

  it('are copied for a ticket', async () => {
    const copyText = vi.fn(async (_: string) => {})
    const client = createFakeClient({ trust: { getAttempt: async () => attempt } })
    const { user } = openWindow({ at: '/attempts/att_1', client, shell: { copyText } })
    await user.click(await screen.findByRole('button', { name: 'Copy for a ticket' }))

    expect(copyText.mock.calls[0]?.[0]).toContain('| `ref` | `"main"` |')
  })

  it.each(['malformed', 'signature', 'replayed', 'request'] as const)(
    'lead to no policy where they failed for another reason: %s',
    async (stage) => {
      const refused = { ...attempt, stage }
      const client = createFakeClient({ trust: { getAttempt: async () => refused } })
      openWindow({ at: '/attempts/att_1', client })

      await screen.findByRole('button', { name: 'Copy for a ticket' })
      expect(screen.queryByRole('link', { name: 'Make a policy from this' })).toBeNull()
    },
  )

  it('that were accepted lead to a tighter policy', async () => {
    const accepted = { ...attempt, accepted: true, stage: null, policy: 'tp_1' }
    const client = createFakeClient({ trust: { getAttempt: async () => accepted } })
    openWindow({ at: '/attempts/att_1', client })

    const link = await screen.findByRole('link', { name: 'Tighten' })
    expect(link.getAttribute('href')).toBe(
      '/service-accounts/acme/deployer/-/trust-policies/tp_1?tighten=',
    )
  })
})
