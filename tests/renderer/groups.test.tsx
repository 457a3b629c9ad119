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
    const { user, router } = openWindow({ at: '/', client })
    expect(await screen.findByText(/create the first one to begin/)).toBeDefined()

    await user.click(screen.getByRole('button', { name: 'New group' }))
    await user.type(await screen.findByLabelText('Name'), 'acme')
    await user.click(screen.getByRole('button', { name: 'Create group' }))
    expect(create.mock.calls[0]?.[0]).toEqual({ name: 'acme', description: '' })
    await waitFor(() => expect(router.state.location.pathname).toBe('/groups/acme'))
  })

  it('tells at the name that it is taken, and keeps the dialog', async () => {
    const create = vi.fn<Groups['create']>().mockRejectedValue(aRefusal('name_taken'))
    const { user } = openWindow({ at: '/', client: createFakeClient({ groups: { create } }) })
    await user.click(await screen.findByRole('button', { name: 'New group' }))
    await user.type(await screen.findByLabelText('Name'), 'acme')
    await user.click(screen.getByRole('button', { name: 'Create group' }))

    expect(await screen.findByText(/This name is taken/)).toBeDefined()
    expect(screen.getByLabelText('Name')).toHaveProperty('value', 'acme')
  })

  it('says what happened when the groups cannot be read, and tries again', async () => {
    const list = vi.fn<Groups['list']>().mockRejectedValue(aRefusal('storage_unavailable'))
    const { user } = openWindow({ at: '/', client: createFakeClient({ groups: { list } }) })
    expect(await screen.findByText('The change could not be stored')).toBeDefined()

    list.mockResolvedValue({ items: [aGroup()], nextCursor: null })
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('table', { name: 'Groups' })).toBeDefined()
  })
})

describe('deleting a group', () => {
  async function openDialog(group = aGroup(), remove = vi.fn<Groups['delete']>()) {
    const client = createFakeClient({ groups: { get: async () => group, delete: remove } })
    const opened = openWindow({ at: '/groups/acme', client })
    const more = await screen.findByRole('button', { name: 'More actions for this group' })
    await opened.user.click(more)
    await opened.user.click(await screen.findByRole('menuitem', { name: 'Delete group' }))
    return { ...opened, dialog: within(await screen.findByRole('dialog')) }
  }

  it('is not offered while something is in it', async () => {
    const { dialog } = await openDialog(aGroup({ serviceAccountCount: 2, groupCount: 1 }))

    expect(dialog.getByText(/still holds 2 service accounts and 1 group/)).toBeDefined()
    expect(dialog.getByRole('button', { name: 'Delete group' })).toHaveProperty('disabled', true)
  })

  it('explains when something came into it meanwhile', async () => {
    const remove = vi.fn<Groups['delete']>().mockRejectedValue(aRefusal('not_empty'))
    const { user, dialog } = await openDialog(aGroup(), remove)
    await user.click(dialog.getByRole('button', { name: 'Delete group' }))

    expect(await dialog.findByText('This group is not empty')).toBeDefined()
  })
})
