import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { DoorwardClient } from '#contract/contract.ts'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { aGroup, aMember, aNamedToken, aServiceAccount } from './a-service-account.ts'
import { aRefusal, createFakeClient } from './fake-client.ts'
import { openWindow } from './open-window.tsx'

type Delete = DoorwardClient['serviceAccounts']['delete']
type Switch = DoorwardClient['serviceAccounts']['disable']

const LONG_AGO = '2026-11-17T19:59:41Z'

async function openDialog(account: ServiceAccount, remove: Delete = vi.fn<Delete>()) {
  const disable = vi.fn<Switch>().mockResolvedValue({ ...account, disabled: true })
  const enable = vi.fn<Switch>().mockResolvedValue(account)
  const client = createFakeClient({
    serviceAccounts: { get: async () => account, delete: remove, disable, enable },
    tokens: {
      list: async () => ({ items: [aNamedToken('a'), aNamedToken('b')], nextCursor: null }),
    },
    members: { list: async () => ({ items: [aMember()], nextCursor: null }) },
    groups: { get: async () => aGroup() },
  })
  const opened = openWindow({ at: '/service-accounts/acme/deployer', client })
  const { user } = opened
  await user.click(await screen.findByRole('button', { name: 'More actions' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Delete Service Account' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Delete deployer?' }))
  return {
    ...opened,
    disable,
    enable,
    dialog,
    button: dialog.getByRole('button', { name: 'Delete Service Account' }),
  }
}

describe('deleting a service account', () => {
  it('says what breaks and when it was last used', async () => {
    const { dialog } = await openDialog(aServiceAccount({ lastUsedAt: LONG_AGO }))

    expect(dialog.getByText(/stops working at once/).textContent).toContain('acme/deployer')
    const losses = within(dialog.getByRole('list', { name: 'What goes with it' }))
    expect(losses.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      '1 trust policy',
      '2 named tokens',
      'The role owner in acme',
    ])
    expect(dialog.getByText(/^Last used .*\(3 days ago\)/)).toBeDefined()
  })

  it('wants the name typed when the account was ever used', async () => {
    const remove = vi.fn<Delete>().mockResolvedValue(undefined)
    const account = aServiceAccount({ lastUsedAt: LONG_AGO })
    const { user, dialog, button, router } = await openDialog(account, remove)
    expect(button).toHaveProperty('disabled', true)

    await user.type(dialog.getByLabelText('Type deployer to confirm'), 'deploye')
    expect(button).toHaveProperty('disabled', true)

    await user.type(dialog.getByLabelText('Type deployer to confirm'), 'r')
    await user.click(button)
    expect(remove.mock.calls[0]?.[0]).toEqual({ account: 'sa_1' })
    await waitFor(() => expect(router.state.location.pathname).toBe('/groups/acme'))
  })

  it('asks only once for an account that was never used', async () => {
    const { dialog, button } = await openDialog(aServiceAccount())

    expect(button).toHaveProperty('disabled', false)
    expect(dialog.getByText('It was never used.')).toBeDefined()
    expect(dialog.queryByRole('textbox')).toBeNull()
  })

  it('deletes nothing when it is left', async () => {
    const remove = vi.fn<Delete>()
    const { user, dialog } = await openDialog(aServiceAccount(), remove)
    await user.click(dialog.getByRole('button', { name: 'Cancel' }))

    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(remove).not.toHaveBeenCalled()
  })

  it('disables instead, which can be taken back', async () => {
    const { user, dialog, disable, enable } = await openDialog(aServiceAccount())
    await user.click(dialog.getByRole('button', { name: 'Disable instead' }))

    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(disable.mock.calls[0]?.[0]).toEqual({ account: 'sa_1' })
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(enable.mock.calls[0]?.[0]).toEqual({ account: 'sa_1' }))
  })

  it('disables first what was used within the last day', async () => {
    const remove = vi.fn<Delete>().mockResolvedValue(undefined)
    const account = aServiceAccount({ lastUsedAt: '2026-11-20T19:59:41Z' })
    const { user, dialog, button } = await openDialog(account, remove)
    expect(dialog.getByText(/Disable it first/)).toBeDefined()
    expect(dialog.getByRole('button', { name: 'Disable instead' }).className).toContain('contained')
    expect(button.className).not.toContain('contained')
    expect(button).toHaveProperty('disabled', true)

    await user.type(dialog.getByLabelText('Type deployer to confirm'), 'deployer')
    await user.click(button)
    expect(remove.mock.calls[0]?.[0]).toEqual({ account: 'sa_1' })
  })

  it('does not ask to disable what is disabled', async () => {
    const lastUsedAt = '2026-11-20T19:59:41Z'
    const { dialog, button } = await openDialog(aServiceAccount({ disabled: true, lastUsedAt }))
    expect(dialog.queryByRole('button', { name: 'Disable instead' })).toBeNull()
    expect(button.className).toContain('contained')
  })

  it('shows a refusal where it was asked', async () => {
    const remove = vi.fn<Delete>().mockRejectedValue(aRefusal('forbidden'))
    const { user, dialog, button } = await openDialog(aServiceAccount(), remove)
    await user.click(button)

    expect(await dialog.findByText('You may not do this')).toBeDefined()
    expect(dialog.getByText('req_test')).toBeDefined()
  })
})
