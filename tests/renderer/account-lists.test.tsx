import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { DoorwardClient } from '#contract/contract.ts'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { aGroup, aServiceAccount } from './a-service-account.ts'
import { aRefusal, createFakeClient } from './fake-client.ts'
import { openWindow } from './open-window.tsx'

type Accounts = DoorwardClient['serviceAccounts']

const accounts = ['backup', 'deployer', 'importer'].map((name) =>
  aServiceAccount({ id: `sa_${name}`, name, path: `acme/${name}` }),
)

function openList(answers: Partial<Accounts>, at = '/service-accounts') {
  const list = vi.fn<Accounts['list']>().mockResolvedValue({ items: accounts, nextCursor: null })
  const client = createFakeClient({
    serviceAccounts: { list, ...answers },
    groups: { get: async () => aGroup({ serviceAccountCount: 3 }) },
  })
  return { ...openWindow({ at, client }), list }
}

async function select(user: ReturnType<typeof openWindow>['user'], ...names: string[]) {
  for (const name of names) {
    const row = await screen.findByRole('row', { name: new RegExp(name) })
    await user.click(within(row).getByRole('checkbox'))
  }
}

const toDisabled = (account: string, disabled: boolean): ServiceAccount => ({
  ...(accounts.find(({ id }) => id === account) ?? aServiceAccount()),
  disabled,
})

describe('several accounts at once', () => {
  it('are disabled after a look at them, and enabled again by undo', async () => {
    const disable = vi.fn<Accounts['disable']>(async ({ account }) => toDisabled(account, true))
    const enable = vi.fn<Accounts['enable']>(async ({ account }) => toDisabled(account, false))
    const { user } = openList({ disable, enable })
    await select(user, 'backup', 'deployer')
    expect(screen.getByText('2 selected')).toBeDefined()

    await user.click(screen.getByRole('button', { name: 'Disable' }))
    expect(disable).not.toHaveBeenCalled()
    await user.click(await screen.findByRole('button', { name: 'Disable 2 accounts' }))
    expect(await screen.findByText('2 service accounts were disabled.')).toBeDefined()
    expect(disable.mock.calls.map(([input]) => input.account)).toEqual(['sa_backup', 'sa_deployer'])
    expect(screen.queryByText('2 selected')).toBeNull()

    await user.click(screen.getByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(enable).toHaveBeenCalledTimes(2))
  })

  it('each tell how it ended, and only what was refused is tried again', async () => {
    const disable = vi.fn<Accounts['disable']>(async ({ account }) => {
      if (account === 'sa_deployer') throw aRefusal('read_only', [], 'It cannot be changed.')
      return toDisabled(account, true)
    })
    const { user } = openList({ disable })
    await select(user, 'backup', 'deployer', 'importer')
    await user.click(screen.getByRole('button', { name: 'Disable' }))
    await user.click(await screen.findByRole('button', { name: 'Disable 3 accounts' }))

    const dialog = within(await screen.findByRole('dialog'))
    expect(await dialog.findByText('2 done, 1 refused')).toBeDefined()
    const [first] = dialog.getAllByRole('listitem')
    expect(first?.textContent).toContain('acme/deployer')
    expect(first?.textContent).toContain('It cannot be changed.')

    disable.mockClear()
    disable.mockImplementation(async ({ account }) => toDisabled(account, true))
    await user.click(dialog.getByRole('button', { name: 'Retry failed' }))
    expect(await screen.findByText('3 service accounts were disabled.')).toBeDefined()
    expect(disable.mock.calls.map(([input]) => input.account)).toEqual(['sa_deployer'])
  })

  it('are deleted only after it is clear that nothing brings them back', async () => {
    const remove = vi.fn<Accounts['delete']>().mockResolvedValue(undefined)
    const { user } = openList({ delete: remove })
    await select(user, 'backup')
    await user.click(screen.getByRole('button', { name: 'Delete' }))
    const confirm = await screen.findByRole('button', { name: 'Delete 1 account' })
    expect(confirm).toHaveProperty('disabled', true)

    await user.click(screen.getByLabelText(/cannot be undone/))
    await user.click(confirm)
    expect(await screen.findByText('1 service account was deleted.')).toBeDefined()
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
    expect(remove.mock.calls).toEqual([[{ account: 'sa_backup' }]])
  })
})

/** A list of so many accounts, of which each page has three. */
function aLongList(total: number) {
  return vi.fn<Accounts['list']>(async ({ cursor = '0' } = {}) => {
    const begin = Number(cursor)
    const end = Math.min(total, begin + 3)
    const items = Array.from({ length: end - begin }, (_, index) => {
      const name = `robot-${begin + index}`
      return aServiceAccount({ id: `sa_${name}`, name, path: `acme/${name}` })
    })
    return { items, nextCursor: end < total ? String(end) : null }
  })
}

const matching = { name: 'Select all that match' }

describe('all accounts that match', () => {
  async function selectAll(total: number, answers: Partial<Accounts> = {}) {
    const list = aLongList(total)
    const opened = openList({ ...answers, list }, '/service-accounts?unused=90&q=robot')
    await select(opened.user, 'robot-0', 'robot-1', 'robot-2')
    await opened.user.click(await screen.findByRole('button', matching))
    await screen.findByText(`${total} selected`)
    return { ...opened, list }
  }

  it('are chosen with the same filter, page by page', async () => {
    const { list } = await selectAll(8)
    const narrowed = { unusedForDays: 90, search: 'robot', limit: 100 }
    expect(list.mock.calls.slice(-3).map(([input]) => input)).toEqual([
      narrowed,
      { ...narrowed, cursor: '3' },
      { ...narrowed, cursor: '6' },
    ])
    expect(screen.queryByRole('button', matching)).toBeNull()
  })

  it('are not offered where a page holds all', async () => {
    const { user } = openList({ list: aLongList(3) })
    await select(user, 'robot-0', 'robot-1', 'robot-2')
    expect(await screen.findByText('3 selected')).toBeDefined()
    expect(screen.queryByRole('button', matching)).toBeNull()
  })

  it('are changed until somebody stops, and go on with the rest', async () => {
    const held: (() => void)[] = []
    const disable = vi.fn<Accounts['disable']>(
      ({ account }) =>
        new Promise((resolve) => {
          held.push(() => resolve(aServiceAccount({ id: account, disabled: true })))
        }),
    )
    const { user } = await selectAll(8, { disable })
    await user.click(screen.getByRole('button', { name: 'Disable' }))
    await user.click(await screen.findByRole('button', { name: 'Disable 8 accounts' }))
    await waitFor(() => expect(held).toHaveLength(4))
    const dialog = within(screen.getByRole('dialog'))
    await user.click(dialog.getByRole('button', { name: 'Stop' }))
    for (const end of held) end()

    expect(await dialog.findByText('4 done, 0 refused, 4 not tried')).toBeDefined()
    expect(disable).toHaveBeenCalledTimes(4)
    await user.click(dialog.getByRole('button', { name: 'Go on with the rest' }))
    await waitFor(() => expect(held).toHaveLength(8))
    for (const end of held) end()
    expect(await screen.findByText('8 service accounts were disabled.')).toBeDefined()
  })
})

describe('a list of accounts', () => {
  it('takes its filters and its order from the address', async () => {
    const { list } = openList(
      {},
      '/service-accounts?method=oidc_federation&state=disabled&expiring=30&unused=90&sort=-lastUsedAt',
    )
    await screen.findByText('backup')
    expect(list.mock.calls[0]?.[0]).toEqual({
      limit: 50,
      method: 'oidc_federation',
      disabled: true,
      expiringWithinDays: 30,
      unusedForDays: 90,
      sort: '-lastUsedAt',
    })
  })

  it('leaves out what makes no sense in the address', async () => {
    const { list } = openList({}, '/service-accounts?method=magic&state=odd&expiring=soon&sort=-x')
    await screen.findByText('backup')
    expect(list.mock.calls[0]?.[0]).toEqual({ limit: 50 })
  })

  it('keeps what is chosen in the address', async () => {
    const { user, router, list } = openList({}, '/service-accounts')
    await user.click(await screen.findByRole('button', { name: 'Unused for 90 days' }))
    expect(router.state.location.search).toBe('?unused=90')
    await user.click(screen.getByRole('columnheader', { name: 'Last used' }))
    await waitFor(() => expect(router.state.location.search).toBe('?unused=90&sort=lastUsedAt'))
    await waitFor(() => expect(list.mock.lastCall?.[0]).toMatchObject({ sort: 'lastUsedAt' }))
  })

  it('asks one question, however many rows it shows', async () => {
    const { list } = openList({})
    await screen.findByText('backup')
    // React mounts twice in its strict mode; every other operation is refused by name.
    expect(new Set(list.mock.calls.map(([input]) => JSON.stringify(input))).size).toBe(1)
  })

  it('of a group says from where its inherited accounts come', async () => {
    const inherited = aServiceAccount({
      id: 'sa_up',
      path: 'up',
      name: 'up',
      inheritedFrom: 'acme',
    })
    const list = vi.fn<Accounts['list']>(async ({ inherited: all }) => ({
      items: all ? [...accounts, inherited] : accounts,
      nextCursor: null,
    }))
    const { user } = openList({ list }, '/groups/acme/platform')
    await user.click(await screen.findByRole('button', { name: 'Include inherited' }))
    expect(await screen.findByRole('link', { name: 'From acme' })).toBeDefined()
    expect(screen.getAllByText('Direct')).toHaveLength(3)
  })
})
