import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { DoorwardClient } from '#contract/contract.ts'
import type { Member } from '#contract/members.ts'
import type { Role } from '#contract/roles.ts'
import { aGroup, aServiceAccount } from './a-service-account.ts'
import { aRefusal, createFakeClient } from './fake-client.ts'
import { openWindow } from './open-window.tsx'

type Members = DoorwardClient['members']

const robot = { kind: 'service_account', id: 'sa_1', name: 'acme/deployer' } as const

function aMember(changes: Partial<Member> = {}): Member {
  const { createdAt, createdBy, updatedAt, updatedBy } = aGroup()
  return {
    ...{ createdAt, createdBy, updatedAt, updatedBy, version: 3 },
    id: 'mem_1',
    principal: robot,
    namespaceId: 'grp_1',
    namespacePath: 'acme',
    roleId: 'role_viewer',
    roleName: 'viewer',
    inheritedFrom: null,
    builtIn: false,
    ...changes,
  }
}

function aRole(name: string, permissions: Role['permissions']): Role {
  return {
    ...{ id: `role_${name}`, name, description: '', kind: 'built_in', memberCount: 1, version: 1 },
    permissions,
  }
}

const roles = [
  aRole('viewer', ['group:view']),
  aRole('owner', ['group:view', 'group:update', 'member:create']),
]

function openMembers(answers: Partial<Members>, access: Partial<DoorwardClient['access']> = {}) {
  const list = vi.fn<Members['list']>().mockResolvedValue({ items: [aMember()], nextCursor: null })
  const client = createFakeClient({
    members: { list, ...answers },
    access,
    groups: { get: async () => aGroup() },
    roles: { list: async () => ({ items: roles, nextCursor: null }) },
    serviceAccounts: { list: async () => ({ items: [aServiceAccount()], nextCursor: null }) },
  })
  return { ...openWindow({ at: '/groups/acme?tab=members', client }), list }
}

async function chooseAction(user: ReturnType<typeof openWindow>['user'], name: string) {
  await user.click(await screen.findByRole('button', { name: 'More actions for acme/deployer' }))
  await user.click(await screen.findByRole('menuitem', { name }))
}

describe('the members of a group', () => {
  it('come with those from above, and say from where', async () => {
    const inherited = aMember({ id: 'mem_2', inheritedFrom: 'org', roleName: 'owner' })
    const list = vi.fn<Members['list']>().mockResolvedValue({
      ...{ items: [aMember(), inherited], nextCursor: null },
    })
    const { user } = openMembers({ list })
    const source = await screen.findByRole('link', { name: 'From org' })
    expect(source.getAttribute('href')).toBe('/groups/org?tab=members')
    // What comes from above is changed there.
    expect(screen.getAllByRole('button', { name: /More actions for acme/ })).toHaveLength(1)

    expect(list.mock.calls[0]?.[0]).toMatchObject({ namespace: 'acme', inherited: true })
    await user.selectOptions(screen.getByLabelText('Kind'), 'Teams')
    await waitFor(() => expect(list.mock.lastCall?.[0]).toMatchObject({ kind: 'team' }))
    await user.click(screen.getByRole('button', { name: 'Include inherited' }))
    await waitFor(() =>
      expect(list.mock.lastCall?.[0]).toMatchObject({ kind: 'team', inherited: false }),
    )
  })

  it('say on demand which role counts and which does not, as the server decides', async () => {
    const grant = (member: string, namespace: string, role: string) => ({
      ...{ member, principal: robot, namespace, role },
    })
    const { user } = openMembers(
      {},
      {
        effective: async (input) => {
          expect(input).toEqual({ principal: 'sa_1', namespace: 'acme' })
          const path = grant('mem_1', 'acme', 'viewer')
          const losing = [{ ...grant('mem_2', 'org', 'owner'), reason: 'nearer_role' as const }]
          const permissions = [{ permission: 'group:view' as const, path }]
          const effect = { principal: robot, namespace: 'acme', permissions, losing }
          return { items: [effect], nextCursor: null }
        },
      },
    )
    await user.click(await screen.findByRole('button', { name: /in effect for acme/ }))
    const [counts, lost] = (await screen.findAllByRole('listitem')).filter((item) =>
      /from/.test(item.textContent ?? ''),
    )
    expect(counts?.textContent).toBe('viewer from acme')
    expect(lost?.textContent).toBe('owner from org A nearer role counts instead.')
    expect(screen.getByText('Groups: View')).toBeDefined()
  })

  it('are added by a search and a role that says what it can', async () => {
    const create = vi.fn<Members['create']>().mockResolvedValue(aMember({ roleName: 'owner' }))
    const { user } = openMembers({ create })
    await user.click(await screen.findByRole('button', { name: 'Add member' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Add a member to acme' }))
    await user.click(dialog.getByLabelText('Who'))
    await user.click(await screen.findByRole('option', { name: /acme\/deployer/ }))
    await user.click(await dialog.findByLabelText(/owner/))
    expect(dialog.getByText('Groups: View, Change')).toBeDefined()
    expect(dialog.getByText('Groups: Create, Create at the top, Delete')).toBeDefined()

    await user.click(dialog.getByRole('button', { name: 'Add member' }))
    expect(await screen.findByText('acme/deployer is owner now.')).toBeDefined()
    const added = { namespace: 'acme', principal: 'sa_1', role: 'role_owner' }
    expect(create.mock.calls[0]?.[0]).toEqual(added)
  })

  it('keep the dialog and say why nobody could be added', async () => {
    const create = vi.fn<Members['create']>().mockRejectedValue(aRefusal('gain_not_allowed'))
    const { user } = openMembers({ create })
    await user.click(await screen.findByRole('button', { name: 'Add member' }))
    const dialog = within(await screen.findByRole('dialog'))
    await user.click(dialog.getByLabelText('Who'))
    await user.click(await screen.findByRole('option', { name: /acme\/deployer/ }))
    await user.click(await dialog.findByLabelText(/owner/))
    await user.click(dialog.getByRole('button', { name: 'Add member' }))
    expect(await dialog.findByRole('alert')).toBeDefined()
    expect(dialog.getByLabelText('Who')).toHaveProperty('value', 'acme/deployer')
  })

  it('get another role, which can be taken back', async () => {
    const update = vi.fn<Members['update']>(async ({ role, version }) =>
      aMember({ roleId: role, roleName: role.replace('role_', ''), version: version + 1 }),
    )
    const { user } = openMembers({ update })
    await chooseAction(user, 'Change role')
    const dialog = within(await screen.findByRole('dialog'))
    const change = dialog.getByRole('button', { name: 'Change role' })
    expect(change).toHaveProperty('disabled', true)
    await user.click(await dialog.findByLabelText(/owner/))
    await user.click(change)
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(() =>
      expect(update.mock.calls.map(([input]) => input)).toEqual([
        { member: 'mem_1', version: 3, role: 'role_owner' },
        { member: 'mem_1', version: 4, role: 'role_viewer' },
      ]),
    )
  })

  it('are removed at once, which can be taken back', async () => {
    const remove = vi.fn<Members['delete']>().mockResolvedValue(undefined)
    const create = vi.fn<Members['create']>().mockResolvedValue(aMember())
    const { user } = openMembers({ delete: remove, create })
    await chooseAction(user, 'Remove member')
    expect(await screen.findByText('acme/deployer is no longer viewer.')).toBeDefined()
    expect(remove.mock.calls[0]?.[0]).toEqual({ member: 'mem_1' })
    await user.click(screen.getByRole('button', { name: 'Undo' }))
    const again = { namespace: 'acme', principal: 'sa_1', role: 'role_viewer' }
    await waitFor(() => expect(create.mock.calls[0]?.[0]).toEqual(again))
  })

  it('stay where a removal is refused, and the refusal is shown', async () => {
    const remove = vi
      .fn<Members['delete']>()
      .mockRejectedValue(aRefusal('last_owner', [], '"acme" would be left without an owner.'))
    const { user } = openMembers({ delete: remove })
    await chooseAction(user, 'Remove member')
    expect(await screen.findByText('"acme" would be left without an owner.')).toBeDefined()
  })
})

describe('a workspace', () => {
  const workspace = {
    ...aGroup({ id: 'ws_1', path: 'acme/prod', name: 'prod', description: 'Live' }),
    groupId: 'grp_1',
    groupPath: 'acme',
  }

  it('is deleted after naming who loses a role', async () => {
    const remove = vi.fn<DoorwardClient['workspaces']['delete']>().mockResolvedValue(undefined)
    const client = createFakeClient({
      workspaces: { get: async () => workspace, delete: remove },
      members: { list: async () => ({ items: [aMember()], nextCursor: null }) },
      groups: { get: async () => aGroup() },
    })
    const { user, router } = openWindow({ at: '/workspaces/acme/prod', client })
    await user.click(await screen.findByRole('button', { name: /More actions for this work/ }))
    await user.click(await screen.findByRole('menuitem', { name: 'Delete workspace' }))
    const dialog = within(await screen.findByRole('dialog'))
    expect(await dialog.findByText(/lose their role in it: acme\/deployer/)).toBeDefined()
    await user.click(dialog.getByRole('button', { name: 'Delete workspace' }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/groups/acme'))
    expect(remove.mock.calls).toEqual([[{ workspace: 'ws_1' }]])
  })
})
