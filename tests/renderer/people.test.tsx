import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { DoorwardClient } from '#contract/contract.ts'
import { permissions } from '#contract/permissions.ts'
import { aMembership, aTeam, aUser } from './a-person.ts'
import { type Answers, aRefusal, createFakeClient } from './fake-client.ts'
import { openWindow } from './open-window.tsx'

type Users = DoorwardClient['users']
type Teams = DoorwardClient['teams']

const one = <Item,>(item: Item) => ({ items: [item], nextCursor: null })

function openPeople(at: string, answers: Answers = {}) {
  const client = createFakeClient({
    ...answers,
    whoami: async () => ({
      actor: { kind: 'administrator', id: 'admin', name: 'Administrator' },
      authenticatedBy: 'browser_session',
      permissions: [...permissions],
    }),
    users: { list: async () => one(aUser()), get: async () => aUser(), ...answers.users },
    teams: { list: async () => one(aTeam()), get: async () => aTeam(), ...answers.teams },
    members: {
      list: async ({ principal }) =>
        one(
          principal === 'team_1'
            ? aMembership({
                ...{ id: 'mem_2', roleName: 'owner', namespacePath: '' },
                principal: { kind: 'team', id: 'team_1', name: 'ops' },
              })
            : aMembership(),
        ),
    },
  })
  return openWindow({ at, client })
}

describe('a person', () => {
  it('is added by name and address, and shown then', async () => {
    const create = vi.fn<Users['create']>().mockResolvedValue(aUser())
    const { user, router } = openPeople('/users', { users: { create } })
    await user.click(await screen.findByRole('button', { name: 'New user' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'New user' }))
    await user.type(dialog.getByLabelText('Name'), 'Ada Lovelace')
    await user.type(dialog.getByLabelText('E-mail'), 'ada@acme.example')
    await user.click(dialog.getByRole('button', { name: 'Add user' }))

    await waitFor(() => expect(router.state.location.pathname).toBe('/users/usr_1'))
    expect(create.mock.calls[0]?.[0]).toEqual({ name: 'Ada Lovelace', email: 'ada@acme.example' })
  })

  it('is shown with all roles and where they come from', async () => {
    openPeople('/users/usr_1')
    const table = within(
      await screen.findByRole('table', { name: 'Memberships of ada@acme.example' }),
    )
    const rows = table.getAllByRole('row').map((row) => row.textContent)

    await waitFor(() => expect(table.getAllByRole('row')).toHaveLength(3))
    expect([rows[1], table.getAllByRole('row')[2]?.textContent]).toEqual([
      'Ownrotatoracme',
      'Team opsownerWhole installation',
    ])
    expect(screen.getByRole('link', { name: 'ops' })).toBeDefined()
  })

  it('is changed with the version that was shown', async () => {
    const update = vi.fn<Users['update']>().mockResolvedValue(aUser())
    const { user } = openPeople('/users/usr_1', { users: { update } })
    await user.click(await screen.findByRole('button', { name: 'Edit' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Edit user' }))
    await user.clear(dialog.getByLabelText('E-mail'))
    await user.type(dialog.getByLabelText('E-mail'), 'ada@new.example')
    await user.click(dialog.getByLabelText('Notices of expiring secrets'))
    await user.click(dialog.getByRole('button', { name: 'Save user' }))

    await waitFor(() => expect(update).toHaveBeenCalled())
    expect(update.mock.calls[0]?.[0]).toEqual({
      user: 'usr_1',
      version: 1,
      name: 'Ada Lovelace',
      email: 'ada@new.example',
      notifyOfExpiringSecrets: false,
    })
  })

  it('keeps what was typed when somebody else was faster, and takes the rest from them', async () => {
    const theirs = aUser({ version: 2, name: 'Ada King', email: 'king@acme.example' })
    const get = vi.fn<Users['get']>().mockResolvedValue(aUser())
    const update = vi
      .fn<Users['update']>()
      .mockRejectedValueOnce(aRefusal('version_conflict'))
      .mockResolvedValue(theirs)
    const { user } = openPeople('/users/usr_1', { users: { get, update } })
    await user.click(await screen.findByRole('button', { name: 'Edit' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Edit user' }))
    await user.clear(dialog.getByLabelText('E-mail'))
    await user.type(dialog.getByLabelText('E-mail'), 'ada@new.example')
    await user.click(dialog.getByRole('button', { name: 'Save user' }))
    get.mockResolvedValue(theirs)
    await user.click(await dialog.findByRole('button', { name: 'Load the newer version' }))

    expect(await dialog.findByDisplayValue('Ada King')).toBeDefined()
    expect(dialog.getByDisplayValue('ada@new.example')).toBeDefined()
    await user.click(dialog.getByRole('button', { name: 'Save user' }))
    await waitFor(() => expect(update).toHaveBeenCalledTimes(2))
    expect(update.mock.calls[1]?.[0]).toMatchObject({
      ...{ version: 2, name: 'Ada King', email: 'ada@new.example' },
    })
  })

  it('is saved as it was opened, not over what came in meanwhile', async () => {
    const get = vi.fn<Users['get']>().mockResolvedValue(aUser())
    const update = vi.fn<Users['update']>().mockRejectedValue(aRefusal('version_conflict'))
    const { user, cache } = openPeople('/users/usr_1', { users: { get, update } })
    await user.click(await screen.findByRole('button', { name: 'Edit' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Edit user' }))
    get.mockResolvedValue(aUser({ version: 2, name: 'Ada King' }))
    await act(() => cache.invalidateQueries())
    await screen.findByRole('heading', { name: 'Ada King', hidden: true })
    await user.click(dialog.getByRole('button', { name: 'Save user' }))

    await dialog.findByRole('button', { name: 'Load the newer version' })
    expect(update.mock.calls[0]?.[0]).toMatchObject({ version: 1, name: 'Ada Lovelace' })
  })

  it('is disabled after a question, and let in again by undo', async () => {
    const update = vi.fn<Users['update']>().mockResolvedValue(aUser({ version: 2 }))
    const { user } = openPeople('/users/usr_1', { users: { update } })
    await user.click(await screen.findByRole('button', { name: 'More actions for this user' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Disable user' }))
    await user.click(await screen.findByRole('button', { name: 'Disable user' }))
    await user.click(await screen.findByRole('button', { name: 'Undo' }))

    await waitFor(() => expect(update).toHaveBeenCalledTimes(2))
    expect(update.mock.calls.map(([input]) => input)).toEqual([
      { user: 'usr_1', version: 1, disabled: true },
      { user: 'usr_1', version: 2, disabled: false },
    ])
  })

  it('is deleted only after what goes with them was told', async () => {
    const remove = vi.fn<Users['delete']>().mockRejectedValue(aRefusal('last_owner'))
    const { user } = openPeople('/users/usr_1', { users: { delete: remove } })
    await user.click(await screen.findByRole('button', { name: 'More actions for this user' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Delete user' }))
    const dialog = within(await screen.findByRole('dialog', { name: /^Delete ada/ }))
    expect(await dialog.findByText('1 membership')).toBeDefined()
    expect(dialog.getByText('the place in 1 team')).toBeDefined()
    await user.click(dialog.getByRole('button', { name: 'Delete user' }))

    expect(await dialog.findByText('The last owner stays')).toBeDefined()
    await user.click(dialog.getByRole('button', { name: 'Disable instead' }))
    expect(await screen.findByRole('dialog', { name: /^Disable ada/ })).toBeDefined()
  })
})

describe('a team', () => {
  it('takes people in and lets them go, and undo puts them back', async () => {
    const addUser = vi.fn<Teams['addUser']>().mockResolvedValue(undefined)
    const removeUser = vi.fn<Teams['removeUser']>().mockResolvedValue(undefined)
    const { user } = openPeople('/teams/team_1', { teams: { addUser, removeUser } })
    await user.click(await screen.findByRole('button', { name: 'Remove ada@acme.example' }))
    expect(removeUser.mock.calls[0]?.[0]).toEqual({ team: 'team_1', user: 'usr_1' })
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(addUser).toHaveBeenCalledTimes(1))

    await user.type(screen.getByLabelText('Add a user'), 'ada')
    await user.click(await screen.findByRole('option', { name: /ada@acme.example/ }))
    await waitFor(() => expect(addUser).toHaveBeenCalledTimes(2))
    expect(addUser.mock.calls[1]?.[0]).toEqual({ team: 'team_1', user: 'usr_1' })
  })

  it('is created, and shown then', async () => {
    const create = vi.fn<Teams['create']>().mockResolvedValue(aTeam())
    const { user, router } = openPeople('/teams?new=yes', { teams: { create } })
    const dialog = within(await screen.findByRole('dialog', { name: 'New team' }))
    await user.type(dialog.getByLabelText('Name'), 'ops')
    await user.click(dialog.getByRole('button', { name: 'Create team' }))

    await waitFor(() => expect(router.state.location.pathname).toBe('/teams/team_1'))
  })

  it('tells who loses what before it goes', async () => {
    const remove = vi.fn<Teams['delete']>().mockResolvedValue(undefined)
    const { user, router } = openPeople('/teams/team_1', { teams: { delete: remove } })
    await user.click(await screen.findByRole('button', { name: 'More actions for this team' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Delete team' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete team ops?' }))
    expect(dialog.getByText(/1 person loses/)).toBeDefined()
    expect(await dialog.findByText('1 membership goes with it.')).toBeDefined()
    await user.click(dialog.getByRole('button', { name: 'Delete team' }))

    await waitFor(() => expect(router.state.location.pathname).toBe('/teams'))
  })
})
