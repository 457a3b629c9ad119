import { act, screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { anIssuedSecret, aServiceAccount } from './a-service-account.ts'
import { createFakeClient } from './fake-client.ts'
import { aDesktop } from './fake-desktop.ts'
import { openWindow } from './open-window.tsx'

beforeEach(() => localStorage.clear())

const client = createFakeClient({
  serviceAccounts: { get: async () => aServiceAccount() },
  clientCredentials: { enable: async () => anIssuedSecret() },
})

describe('a place that a link names', () => {
  it('is opened by a window that starts with it', async () => {
    const { shell } = aDesktop({ place: '/settings' })
    const { router } = openWindow({ at: '/', client, shell })
    await waitFor(() => expect(router.state.location.pathname).toBe('/settings'))
  })

  it('is opened by a window that is there already', async () => {
    const { shell, state, tell } = aDesktop()
    const { router } = openWindow({ at: '/settings', client, shell })
    await screen.findByRole('heading', { name: 'Settings', level: 1 })
    state.place = '/issuers'
    act(() => tell('place'))
    await waitFor(() => expect(router.state.location.pathname).toBe('/issuers'))
  })

  it('waits until it is wanted: a lock opens nothing', async () => {
    const { shell, state, tell } = aDesktop()
    const { router } = openWindow({ at: '/settings', client, shell })
    await screen.findByRole('heading', { name: 'Settings', level: 1 })
    state.place = '/issuers'
    act(() => tell('lock'))
    await screen.findByRole('dialog', { name: 'Locked' })
    expect(router.state.location.pathname).toBe('/settings')
  })

  it('does not take a secret away that is shown only once', async () => {
    const { shell, state, tell } = aDesktop()
    const at = '/service-accounts/acme/deployer'
    const opened = openWindow({ at: `${at}?tab=client-credentials`, client, shell })
    const { user, router } = opened
    await user.click(await screen.findByRole('button', { name: 'Enable client credentials' }))
    await user.click(await screen.findByRole('button', { name: 'Enable and show secret' }))
    const name = 'Client credentials of acme/deployer'
    await screen.findByRole('dialog', { name })

    state.place = '/settings'
    act(() => tell('place'))
    await waitFor(() => expect(state.place).toBeNull())
    await act(async () => new Promise((resolve) => setTimeout(resolve, 50)))
    expect(router.state.location.pathname).toBe(at)
    expect(screen.getByRole('dialog', { name })).toBeDefined()
  })
})
