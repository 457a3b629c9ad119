import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { DoorwardClient } from '#contract/contract.ts'
import type { Role } from '#contract/roles.ts'
import { aMembership } from './a-person.ts'
import { aRefusal, createFakeClient } from './fake-client.ts'
import { openWindow } from './open-window.tsx'

type Roles = DoorwardClient['roles']

const aRole = (changes: Partial<Role> = {}): Role => ({
  id: 'role_1',
  name: 'rotator',
  description: 'Replaces secrets',
  kind: 'custom',
  permissions: ['client_credential:view', 'client_credential:update'],
  memberCount: 1,
  version: 3,
  ...changes,
})

const viewer = aRole({
  ...{ id: 'role_viewer', name: 'viewer', kind: 'built_in', memberCount: 0 },
  permissions: ['group:view', 'client_credential:view'],
})

function openRoles(at: string, roles: Partial<Roles> = {}, role = aRole()) {
  const client = createFakeClient({
    roles: {
      list: async () => ({ items: [viewer, role], nextCursor: null }),
      get: async () => role,
      ...roles,
    },
    members: { list: async () => ({ items: [aMembership()], nextCursor: null }) },
  })
  return openWindow({ at, client })
}

describe('roles', () => {
  it('are created with chosen permissions, and shown then', async () => {
    const create = vi.fn<Roles['create']>().mockResolvedValue(aRole())
    const { user, router } = openRoles('/roles', { create })
    await user.click(await screen.findByRole('button', { name: 'New role' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'New role' }))
    await user.type(dialog.getByLabelText('Name'), 'rotator')
    await user.click(dialog.getByRole('button', { name: 'Create role' }))
    expect(await dialog.findByText('Choose at least one permission.')).toBeDefined()

    const tokens = within(dialog.getByRole('group', { name: 'Tokens' }))
    await user.click(tokens.getByRole('checkbox', { name: 'Delete' }))
    expect(dialog.getByText('2 chosen')).toBeDefined()
    await user.click(dialog.getByRole('button', { name: 'Create role' }))

    await waitFor(() => expect(router.state.location.pathname).toBe('/roles/rotator'))
    expect(create.mock.calls[0]?.[0]).toEqual({
      name: 'rotator',
      description: '',
      permissions: ['token:delete'],
    })
  })

  it('tell before they are saved whom that touches and what changes', async () => {
    const update = vi.fn<Roles['update']>().mockResolvedValue(aRole())
    const { user } = openRoles('/roles/rotator', { update })
    await user.click(await screen.findByRole('button', { name: 'Edit' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Edit role rotator' }))
    expect(dialog.getByText(/1 membership uses this role/)).toBeDefined()
    const credentials = within(await dialog.findByRole('group', { name: 'Client credentials' }))
    await user.click(credentials.getByRole('checkbox', { name: 'Change' }))
    const groups = within(dialog.getByRole('group', { name: 'Groups' }))
    await user.click(groups.getByRole('checkbox', { name: 'Create' }))

    expect(dialog.getByText('They gain: Groups: Create, Groups: View.')).toBeDefined()
    expect(dialog.getByText('They lose: Client credentials: Change.')).toBeDefined()
    await user.click(dialog.getByRole('button', { name: 'Save role' }))
    await waitFor(() => expect(update).toHaveBeenCalled())
    expect(update.mock.calls[0]?.[0]).toMatchObject({
      ...{ role: 'role_1', version: 3 },
      permissions: ['client_credential:view', 'group:create'],
    })
  })

  it('take in what somebody else saved meanwhile, around what was typed', async () => {
    const theirs = aRole({ version: 4, permissions: ['group:view'] })
    const get = vi.fn<Roles['get']>().mockResolvedValue(aRole())
    const update = vi
      .fn<Roles['update']>()
      .mockRejectedValueOnce(aRefusal('version_conflict'))
      .mockResolvedValue(theirs)
    const { user } = openRoles('/roles/rotator', { get, update })
    await user.click(await screen.findByRole('button', { name: 'Edit' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Edit role rotator' }))
    await user.clear(dialog.getByLabelText(/Description/))
    await user.type(dialog.getByLabelText(/Description/), 'Mine')
    await user.click(dialog.getByRole('button', { name: 'Save role' }))
    get.mockResolvedValue(theirs)
    await user.click(await dialog.findByRole('button', { name: 'Load the newer version' }))
    await waitFor(() => expect(dialog.queryByRole('button', { name: /newer/ })).toBeNull())

    await user.click(dialog.getByRole('button', { name: 'Save role' }))
    await waitFor(() => expect(update).toHaveBeenCalledTimes(2))
    expect(update.mock.calls[1]?.[0]).toEqual({
      ...{ role: 'role_1', version: 4 },
      ...{ description: 'Mine', permissions: ['group:view'] },
    })
  })

  it('in use go only by their name, with the memberships that are shown', async () => {
    const remove = vi.fn<Roles['delete']>().mockResolvedValue(undefined)
    const { user, router } = openRoles('/roles/rotator', { delete: remove })
    await user.click(await screen.findByRole('button', { name: 'More actions for this role' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Delete role' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete role rotator?' }))
    expect(await dialog.findByRole('link', { name: 'ada@acme.example' })).toBeDefined()
    const submit = dialog.getByRole('button', { name: 'Delete role' })
    expect(submit).toHaveProperty('disabled', true)
    await user.type(dialog.getByLabelText(/^Type rotator/), 'rotator')
    await user.click(submit)

    await waitFor(() => expect(router.state.location.pathname).toBe('/roles'))
    expect(remove.mock.calls[0]?.[0]).toEqual({ role: 'role_1', force: true })
  })

  it('are compared side by side', async () => {
    const { user } = openRoles('/roles/rotator')
    await screen.findByRole('option', { name: 'viewer' })
    await user.selectOptions(screen.getByLabelText('Compare with'), 'viewer')
    const table = within(await screen.findByRole('table', { name: /rotator and viewer/ }))
    const rows = table.getAllByRole('row').map((row) => row.textContent)

    expect(rows).toEqual([
      'Permissionrotatorviewer',
      'Groups: ViewLacks itHas it',
      'Client credentials: ChangeHas itLacks it',
    ])
  })

  it('that come with Doorward are only shown', async () => {
    openRoles('/roles/viewer', {}, viewer)

    expect(await screen.findByText(/comes with Doorward and cannot be changed/)).toBeDefined()
    expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull()
    expect(screen.getByRole('button', { name: 'New role from this' })).toBeDefined()
  })

  it('tell at the name that it is taken', async () => {
    const create = vi.fn<Roles['create']>().mockRejectedValue(aRefusal('name_taken'))
    const { user } = openRoles('/roles/rotator', { create })
    await user.click(await screen.findByRole('button', { name: 'New role from this' }))
    await user.type(await screen.findByLabelText('Name'), 'viewer')
    await user.click(screen.getByRole('button', { name: 'Create role' }))

    await waitFor(() =>
      expect(screen.getByLabelText('Name').getAttribute('aria-invalid')).toBe('true'),
    )
  })
})
