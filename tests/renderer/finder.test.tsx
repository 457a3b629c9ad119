import { act, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { pageKeys } from '#renderer/lib/key-map.ts'
import { aGroup, aServiceAccount } from './a-service-account.ts'
import { createFakeClient } from './fake-client.ts'
import { openWindow } from './open-window.tsx'

beforeEach(() => localStorage.clear())

async function open(answers: Parameters<typeof createFakeClient>[0] = {}) {
  const opened = openWindow({ at: '/no-such-page', client: createFakeClient(answers) })
  await screen.findByRole('heading', { level: 1, name: 'Not found' })
  return opened
}
const place = ({ router }: Awaited<ReturnType<typeof open>>) => router.state.location.pathname

const group = aGroup()
const account = aServiceAccount()
const answers = {
  groups: {
    list: async () => ({ items: [group], nextCursor: null }),
    get: async () => group,
  },
  serviceAccounts: {
    list: async () => ({ items: [account], nextCursor: null }),
    get: async () => account,
  },
}

describe('the palette', () => {
  it('opens by its keys, finds a page by its name, and goes there', async () => {
    const opened = await open()
    await opened.user.keyboard('{Control>}k{/Control}')
    const dialog = await screen.findByRole('dialog', { name: 'Search everything' })

    await opened.user.type(within(dialog).getByRole('combobox'), 'sett')
    await within(dialog).findByRole('option', { name: /^Settings/ })
    await opened.user.keyboard('{Enter}')

    await waitFor(() => expect(place(opened)).toBe('/settings'))
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('lets the server find things, and asks for the thing that an action is about', async () => {
    const account = aServiceAccount({ path: 'acme/deployer' })
    const asked: unknown[] = []
    const list = async (input: unknown) => {
      asked.push(input)
      return { items: [account], nextCursor: null }
    }
    const opened = await open({ serviceAccounts: { list: list as never } })
    await opened.user.click(screen.getByRole('button', { name: /^Search/ }))
    const dialog = await screen.findByRole('dialog', { name: 'Search everything' })
    await opened.user.type(within(dialog).getByRole('combobox'), 'edit service')
    await opened.user.click(await within(dialog).findByRole('option', { name: /^Edit service/ }))

    const combobox = within(dialog).getByRole('combobox', { name: /which one/ })
    await opened.user.type(combobox, 'depl')
    await waitFor(() => expect(asked).toContainEqual(expect.objectContaining({ search: 'depl' })))
    await opened.user.click(await within(dialog).findByRole('option', { name: /acme\/deployer/ }))

    await waitFor(() => expect(place(opened)).toBe('/service-accounts/acme/deployer/-/edit'))
  })

  it.each([
    ['reset client', 'acme/deployer', 'Reset client credentials'],
    ['rotate client', 'acme/deployer', 'Rotate with overlap'],
    ['add member', 'acme', 'Add a member to acme'],
    ['move group', 'acme', 'Move group acme'],
  ])('opens the dialog of "%s", and does nothing by itself', async (typed, thing, title) => {
    const opened = await open(answers)
    await opened.user.click(screen.getByRole('button', { name: /^Search/ }))
    const palette = within(await screen.findByRole('dialog', { name: 'Search everything' }))
    await opened.user.type(palette.getByRole('combobox'), typed)
    await opened.user.click(await palette.findByRole('option', { name: new RegExp(typed, 'i') }))
    await opened.user.click(await palette.findByRole('option', { name: new RegExp(thing) }))

    expect(await screen.findByRole('dialog', { name: title })).toBeDefined()
    await waitFor(() => expect(opened.router.state.location.search).not.toContain('do='))
  })
})

describe('the keys', () => {
  it('lead to pages', async () => {
    const opened = await open()
    await opened.user.keyboard('gp')
    await waitFor(() => expect(place(opened)).toBe('/settings'))
  })

  it('are told by "?"', async () => {
    const { user } = await open()
    await user.keyboard('{Shift>}?{/Shift}')

    const dialog = await screen.findByRole('dialog', { name: 'Keyboard' })
    expect(within(dialog).getByText('Go to Groups')).toBeTruthy()
  })

  it('do nothing when single ones are turned off, but the palette still opens', async () => {
    const opened = await open()
    act(() => opened.preferences.getState().change({ singleKeys: false }))
    await opened.user.keyboard('gp')
    await opened.user.keyboard('{Shift>}?{/Shift}')
    await opened.user.keyboard('{Control>}k{/Control}')

    await screen.findByRole('dialog', { name: 'Search everything' })
    expect(screen.queryByRole('dialog', { name: 'Keyboard' })).toBeNull()
    expect(place(opened)).toBe('/no-such-page')
  })

  it('mean what is typed while somebody types', async () => {
    const opened = openWindow({ at: '/attempts', client: createFakeClient() })
    const field = await screen.findByRole<HTMLInputElement>('searchbox')
    await opened.user.type(field, 'gh?')

    expect(field.value).toBe('gh?')
    expect(opened.router.state.location.pathname).toBe('/attempts')
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('are each given once', () => {
    const letters = pageKeys.map(({ letter }) => letter)
    expect(new Set(letters).size).toBe(letters.length)
  })
})
