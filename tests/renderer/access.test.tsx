import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { AccessAnswer, GrantView } from '#contract/access.ts'
import type { DoorwardClient } from '#contract/contract.ts'
import { permissions } from '#contract/permissions.ts'
import { aGroup } from './a-service-account.ts'
import { aRefusal, createFakeClient } from './fake-client.ts'
import { openWindow } from './open-window.tsx'

type Access = DoorwardClient['access']

const ada = { kind: 'user', id: 'usr_1', name: 'ada@acme.example' } as const
const ops = { kind: 'team', id: 'team_1', name: 'ops' } as const
const aGrant = (changes: Partial<GrantView> = {}): GrantView => ({
  member: 'mem_1',
  principal: ops,
  namespace: 'acme',
  role: 'deployer',
  ...changes,
})

const allowed: AccessAnswer = {
  allowed: true,
  reason: 'granted',
  path: aGrant(),
  others: [aGrant({ member: 'mem_2', principal: ada, role: 'owner', namespace: '' })],
  losing: [
    { ...aGrant({ member: 'mem_3', role: 'viewer', namespace: '' }), reason: 'nearer_role' },
  ],
  missing: null,
}

function openAccess(access: Partial<Access>, at: string) {
  const history = {
    createdAt: '2026-11-01T10:00:00Z',
    createdBy: { kind: 'administrator', id: 'admin', name: 'Administrator' } as const,
    updatedAt: '2026-11-01T10:00:00Z',
    updatedBy: { kind: 'administrator', id: 'admin', name: 'Administrator' } as const,
    version: 1,
  }
  const client = createFakeClient({
    whoami: async () => ({
      actor: { kind: 'administrator', id: 'admin', name: 'Administrator' },
      authenticatedBy: 'browser_session',
      permissions: [...permissions],
    }),
    users: {
      list: async () => ({
        items: [
          {
            ...{ id: 'usr_1', name: 'Ada', email: ada.name, disabled: false },
            notifyOfExpiringSecrets: true,
            ...history,
          },
        ],
        nextCursor: null,
      }),
    },
    groups: { list: async () => ({ items: [aGroup()], nextCursor: null }) },
    access,
  })
  return openWindow({ at, client })
}

const QUESTION = '/access?who=user%3Aada%40acme.example&permission=token%3Acreate&where=acme'

describe('checking access', () => {
  it('asks as soon as who, what and where are chosen, and keeps the question in the address', async () => {
    const check = vi.fn<Access['check']>().mockResolvedValue(allowed)
    const { user, router } = openAccess({ check }, '/access')
    await user.type(await screen.findByLabelText('Who'), 'ada')
    await user.click(await screen.findByRole('option', { name: /ada@acme.example/ }))
    await user.selectOptions(screen.getByLabelText('May do'), 'Tokens: Create')
    await user.type(screen.getByLabelText('Where'), 'acm')
    expect(check).not.toHaveBeenCalled()
    await waitFor(() => expect(screen.queryByRole('option', { name: /^Whole/ })).toBeNull())
    await user.click(await screen.findByRole('option', { name: /^acme/ }))

    expect(await screen.findByRole('heading', { name: 'Yes' })).toBeDefined()
    expect(check.mock.calls[0]?.[0]).toEqual({
      principal: 'user:ada@acme.example',
      permission: 'token:create',
      namespace: 'acme',
    })
    expect(router.state.location.search).toBe(QUESTION.slice('/access'.length))
  })

  it('says which role decides, and which do not', async () => {
    openAccess({ check: async () => allowed }, QUESTION)
    const table = within(await screen.findByRole('table', { name: 'Roles on the way here' }))
    const rows = table.getAllByRole('row').map((row) => row.textContent)

    expect(rows.slice(1)).toEqual([
      'deployeropsacmeDecides: allows it',
      'ownerada@acme.exampleWhole installationWould allow it too',
      'vieweropsWhole installationLoses to a role nearer to this place',
    ])
    expect(screen.getByText(/The role/).textContent).toBe(
      'The role deployer, held by ops in acme, allows it.',
    )
  })

  it('says no and what is missing', async () => {
    const refused: AccessAnswer = {
      allowed: false,
      reason: 'lacks_permission',
      path: null,
      others: [],
      losing: [{ ...aGrant({ role: 'viewer' }), reason: 'lacks_permission' }],
      missing: 'token:create',
    }
    openAccess({ check: async () => refused }, QUESTION)

    expect(await screen.findByRole('heading', { name: 'No' })).toBeDefined()
    expect(screen.getByText(/Missing is the permission Tokens: Create/)).toBeDefined()
    expect(screen.getByText('Counts, but lacks this permission')).toBeDefined()
  })

  it('says what the server refused to answer', async () => {
    openAccess({ check: () => Promise.reject(aRefusal('not_found')) }, QUESTION)

    expect(await screen.findByText(/does not exist, or you may not see it/)).toBeDefined()
  })
})

describe('what is in effect', () => {
  const item = {
    principal: ada,
    namespace: 'acme',
    permissions: [{ permission: 'token:create' as const, path: aGrant() }],
    losing: [],
  }

  it('of somebody is told for each place', async () => {
    const effective = vi
      .fn<Access['effective']>()
      .mockResolvedValue({ items: [item], nextCursor: null })
    openAccess({ effective }, `${QUESTION}&view=reach`)

    expect(await screen.findByText('1 permission by deployer in acme of ops')).toBeDefined()
    expect(effective.mock.calls[0]?.[0]).toEqual({ limit: 20, principal: 'user:ada@acme.example' })
  })

  it('in a place is told for each principal', async () => {
    const effective = vi
      .fn<Access['effective']>()
      .mockResolvedValue({ items: [item], nextCursor: null })
    const { user, router } = openAccess({ effective }, QUESTION)
    await user.click(await screen.findByRole('tab', { name: 'Who has access here?' }))

    expect(await screen.findByRole('link', { name: 'ada@acme.example' })).toBeDefined()
    await waitFor(() => expect(router.state.location.search).toBe(`${QUESTION.slice(7)}&view=here`))
    expect(effective.mock.calls[0]?.[0]).toEqual({ limit: 20, namespace: 'acme' })
  })
})
