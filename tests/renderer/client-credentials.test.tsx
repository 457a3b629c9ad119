import { screen, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { DoorwardClient } from '#contract/contract.ts'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { aServiceAccount, aTrustPolicy } from './a-service-account.ts'
import { createFakeClient } from './fake-client.ts'
import { openWindow } from './open-window.tsx'

type Disable = DoorwardClient['clientCredentials']['disable']

const enabled: ServiceAccount['clientCredentials'] = {
  enabled: true,
  clientId: 'sa_1',
  expiresAt: '2026-12-20T12:00:00Z',
  secrets: [
    {
      id: 'sec_1',
      hint: '9f3K',
      createdAt: '2026-11-01T10:00:00Z',
      expiresAt: '2026-12-20T12:00:00Z',
      lastUsedAt: null,
      lastUsedAddress: null,
      lastUsedMethod: null,
    },
  ],
}

async function openTab(account: ServiceAccount, disable = vi.fn<Disable>()) {
  const client = createFakeClient({
    serviceAccounts: { get: async () => account },
    clientCredentials: { disable },
  })
  const at = '/service-accounts/acme/deployer?tab=client-credentials'
  const opened = openWindow({ at, client })
  await screen.findByRole('tab', { name: 'Client Credentials', selected: true })
  return opened
}

describe('the tab of client credentials', () => {
  it('shows how a secret ends and when it expires, never more', async () => {
    await openTab(aServiceAccount({ clientCredentials: enabled }))
    const row = within(screen.getByRole('table', { name: 'Client secrets' })).getAllByRole('row')[1]

    expect(row?.textContent).toContain('…9f3K')
    expect(row?.textContent).toMatch(/in 30 days.*20 Dec 2026/)
    expect(row?.textContent).toContain('Never')
  })

  it('disables them after asking', async () => {
    const disable = vi.fn<Disable>().mockResolvedValue(undefined)
    const { user } = await openTab(aServiceAccount({ clientCredentials: enabled }), disable)
    await user.click(screen.getByRole('button', { name: 'Disable' }))
    const dialog = within(await screen.findByRole('dialog'))
    expect(disable).not.toHaveBeenCalled()

    await user.click(dialog.getByRole('button', { name: 'Disable' }))
    expect(disable.mock.calls[0]?.[0]).toEqual({ account: 'sa_1' })
  })

  it.each([
    [[], true],
    [[aTrustPolicy()], false],
  ])('keeps the only method (policies %j)', async (trustPolicies, kept) => {
    const { user } = await openTab(aServiceAccount({ clientCredentials: enabled, trustPolicies }))
    await user.click(screen.getByRole('button', { name: 'Disable' }))
    const dialog = within(await screen.findByRole('dialog'))

    expect(dialog.getByRole('button', { name: 'Disable' })).toHaveProperty('disabled', kept)
  })
})
