import { screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { DoorwardClient } from '#contract/contract.ts'
import { aServiceAccount } from './a-service-account.ts'
import { aRefusal, createFakeClient } from './fake-client.ts'
import { openWindow } from './open-window.tsx'

type Update = DoorwardClient['serviceAccounts']['update']
type Get = DoorwardClient['serviceAccounts']['get']

async function openForm(update: Update, get: Get = async () => aServiceAccount()) {
  const client = createFakeClient({ serviceAccounts: { get, update } })
  const opened = openWindow({ at: '/service-accounts/acme/deployer/-/edit', client })
  await screen.findByRole('button', { name: 'Update Service Account' })
  return opened
}

describe('changing a service account', () => {
  it('sends the version it looked at, and no trust policies', async () => {
    const update = vi.fn<Update>().mockResolvedValue(aServiceAccount())
    const { user } = await openForm(update)
    await user.clear(screen.getByLabelText(/Description/))
    await user.type(screen.getByLabelText(/Description/), 'Deploys everything')
    await user.click(screen.getByRole('button', { name: 'Update Service Account' }))

    expect(update.mock.calls[0]?.[0]).toEqual({
      account: 'sa_1',
      version: 1,
      description: 'Deploys everything',
      labels: {},
    })
  })

  it('keeps what was typed when somebody else was faster, and takes the rest from them', async () => {
    const theirs = aServiceAccount({
      version: 2,
      description: 'Their description',
      labels: { their: 'label' },
    })
    const get = vi.fn<Get>().mockResolvedValue(aServiceAccount())
    const update = vi
      .fn<Update>()
      .mockRejectedValueOnce(aRefusal('version_conflict'))
      .mockResolvedValue(theirs)
    const { user } = await openForm(update, get)
    get.mockResolvedValue(theirs)
    await user.clear(screen.getByLabelText(/Description/))
    await user.type(screen.getByLabelText(/Description/), 'My description')
    await user.click(screen.getByRole('button', { name: 'Update Service Account' }))
    expect(await screen.findByText('Somebody changed this meanwhile')).toBeDefined()

    await user.click(screen.getByRole('button', { name: 'Load the newer version' }))
    expect(await screen.findByDisplayValue('their')).toBeDefined()
    expect(screen.getByLabelText(/Description/)).toHaveProperty('value', 'My description')

    await user.click(screen.getByRole('button', { name: 'Update Service Account' }))
    expect(update.mock.calls[1]?.[0]).toMatchObject({ version: 2, description: 'My description' })
  })
})
