import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { DoorwardClient } from '#contract/contract.ts'
import { aGroup } from './a-service-account.ts'
import { aRefusal, createFakeClient } from './fake-client.ts'
import { openWindow } from './open-window.tsx'

type Groups = DoorwardClient['groups']

describe('the start page', () => {
  it('offers the first group where there is none', async () => {
    const create = vi.fn<Groups['create']>().mockResolvedValue(aGroup())
    const client = createFakeClient({ groups: { create, get: async () => aGroup() } })
    const { user, router } = openWindow({ at: '/groups', client })
    expect(await screen.findByText(/create the first one to begin/)).toBeDefined()

    await user.click(screen.getByRole('button', { name: 'New group' }))
    await user.type(await screen.findByLabelText('Name'), 'acme')
    await user.click(screen.getByRole('button', { name: 'Create group' }))
    expect(create.mock.calls[0]?.[0]).toEqual({ name: 'acme', description: '' })
    await waitFor(() => expect(router.state.location.pathname).toBe('/groups/acme'))
  })

  it('tells at the name that it is taken, and keeps the dialog', async () => {
    const create = vi.fn<Groups['create']>().mockRejectedValue(aRefusal('name_taken'))
    const { user } = openWindow({ at: '/groups', client: createFakeClient({ groups: { create } }) })
    await user.click(await screen.findByRole('button', { name: 'New group' }))
    await user.type(await screen.findByLabelText('Name'), 'acme')
    await user.click(screen.getByRole('button', { name: 'Create group' }))

    expect(await screen.findByText(/This name is taken/)).toBeDefined()
    expect(screen.getByLabelText('Name')).toHaveProperty('value', 'acme')
  })

  it('says what happened when the groups cannot be read, and tries again', async () => {
    const list = vi.fn<Groups['list']>().mockRejectedValue(aRefusal('storage_unavailable'))
    const { user } = openWindow({ at: '/groups', client: createFakeClient({ groups: { list } }) })
    expect(await screen.findByText('The change could not be stored')).toBeDefined()

    list.mockResolvedValue({ items: [aGroup()], nextCursor: null })
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('table', { name: 'Groups' })).toBeDefined()
  })
})

describe('deleting a group', () => {
  const contents = {
    path: 'acme',
    groups: ['acme/platform'],
    workspaces: [],
    serviceAccounts: ['acme/platform/deployer', 'acme/backup'],
    memberships: 3,
    lastUsedAt: '2026-11-20T20:59:41Z',
  }
  const empty = { ...contents, groups: [], serviceAccounts: [], memberships: 0, lastUsedAt: null }

  async function openDialog(answers: Partial<Groups>) {
    const client = createFakeClient({ groups: { get: async () => aGroup(), ...answers } })
    const opened = openWindow({ at: '/groups/acme', client })
    await chooseAction(opened.user, 'Delete group')
    return { ...opened, dialog: within(await screen.findByRole('dialog')) }
  }

  it('that is empty needs one press, and nothing of it is forced', async () => {
    const remove = vi.fn<Groups['delete']>().mockResolvedValue(undefined)
    const { user, dialog } = await openDialog({ delete: remove, contents: async () => empty })
    const button = dialog.getByRole('button', { name: 'Delete group' })
    await waitFor(() => expect(button).toHaveProperty('disabled', false))
    await user.click(button)

    expect(await screen.findByText('Group acme was deleted.')).toBeDefined()
    expect(remove.mock.calls).toEqual([[{ group: 'grp_1' }]])
  })

  it('that is not empty shows what goes with it and asks for its name', async () => {
    const remove = vi.fn<Groups['delete']>().mockResolvedValue(undefined)
    const { user, dialog } = await openDialog({ delete: remove, contents: async () => contents })
    expect(await dialog.findByText('2 service accounts')).toBeDefined()
    expect(dialog.getByText('acme/platform/deployer')).toBeDefined()
    expect(dialog.getByText(/last used .*2 hours ago/)).toBeDefined()

    const button = dialog.getByRole('button', { name: 'Delete everything' })
    await user.type(dialog.getByLabelText('Type acme to confirm'), 'acm')
    expect(button).toHaveProperty('disabled', true)
    await user.type(dialog.getByLabelText('Type acme to confirm'), 'e')
    await user.click(button)
    expect(remove.mock.calls).toEqual([[{ group: 'grp_1', force: true }]])
  })

  it('explains when something came into it meanwhile', async () => {
    const remove = vi.fn<Groups['delete']>().mockRejectedValue(aRefusal('not_empty'))
    const { user, dialog } = await openDialog({ delete: remove, contents: async () => empty })
    const button = dialog.getByRole('button', { name: 'Delete group' })
    await waitFor(() => expect(button).toHaveProperty('disabled', false))
    await user.click(button)

    expect(await dialog.findByText('This group is not empty')).toBeDefined()
  })
})

describe('moving a group', () => {
  const target = aGroup({ id: 'grp_2', path: 'org', name: 'org' })
  const preview = {
    from: 'acme',
    to: 'org/acme',
    groups: 2,
    workspaces: 1,
    serviceAccounts: 4,
    lostMemberships: [
      {
        member: 'mem_1',
        principal: { kind: 'service_account', id: 'sa_9', name: 'up/robot' },
        namespace: 'acme',
        role: 'deployer',
      },
    ],
    moved: false,
  } as const satisfies Awaited<ReturnType<Groups['move']>>

  async function choose(move: Groups['move']) {
    const list = async () => ({ items: [aGroup(), target], nextCursor: null })
    const client = createFakeClient({ groups: { get: async () => aGroup(), list, move } })
    const opened = openWindow({ at: '/groups/acme', client })
    await chooseAction(opened.user, 'Move group')
    const parent = await screen.findByLabelText('New parent')
    await opened.user.click(parent)
    expect(screen.queryByRole('option', { name: 'acme' })).toBeNull()
    await opened.user.click(await screen.findByRole('option', { name: 'org' }))
    return opened
  }

  it('tells first what that would do, and goes where the group then is', async () => {
    const move = vi.fn<Groups['move']>(async ({ dryRun }) => ({ ...preview, moved: !dryRun }))
    const { user, router } = await choose(move)
    expect(await screen.findByText('org/acme')).toBeDefined()
    expect(screen.getByText('up/robot is no longer deployer in acme')).toBeDefined()
    expect(move.mock.calls.every(([input]) => input.dryRun === true)).toBe(true)

    await user.click(screen.getByRole('button', { name: 'Move group' }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/groups/org/acme'))
    expect(move.mock.lastCall?.[0]).toEqual({ group: 'grp_1', parent: 'org' })
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
  })

  it('can be taken back where no role was lost', async () => {
    const move = vi.fn<Groups['move']>(async () => ({ ...preview, lostMemberships: [] }))
    const { user } = await choose(move)
    await user.click(await screen.findByRole('button', { name: 'Move group' }))
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(move.mock.lastCall?.[0]).toEqual({ group: 'grp_1', parent: '' }))
  })

  it('says why it cannot be, and offers nothing then', async () => {
    await choose(vi.fn<Groups['move']>().mockRejectedValue(aRefusal('name_taken')))
    expect(await screen.findByText('This name is taken')).toBeDefined()
    const dialog = within(screen.getByRole('dialog'))
    expect(dialog.getByRole('button', { name: 'Move group' })).toHaveProperty('disabled', true)
  })
})

async function chooseAction(user: ReturnType<typeof openWindow>['user'], name: string) {
  await user.click(await screen.findByRole('button', { name: 'More actions for this group' }))
  await user.click(await screen.findByRole('menuitem', { name }))
}
