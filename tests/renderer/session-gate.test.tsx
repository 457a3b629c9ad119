import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { DoorwardClient } from '#contract/contract.ts'
import { createProblem } from '#renderer/lib/problem.ts'
import { aServiceAccount } from './a-service-account.ts'
import { aRefusal, createFakeClient } from './fake-client.ts'
import { openWindow } from './open-window.tsx'

type WhoAmI = DoorwardClient['whoami']
const signedIn = createFakeClient().whoami

describe('the gate of the window', () => {
  it('asks for a token where nobody is signed in, and shows nothing else', async () => {
    const client = createFakeClient({
      whoami: vi.fn<WhoAmI>().mockRejectedValue(aRefusal('unauthenticated')),
    })
    openWindow({ at: '/', client })

    const field = await screen.findByLabelText('API token')
    expect(field.getAttribute('type')).toBe('password')
    expect(screen.queryByRole('navigation')).toBeNull()
  })

  it('says why a link did not work', async () => {
    const client = createFakeClient({
      whoami: vi.fn<WhoAmI>().mockRejectedValue(aRefusal('unauthenticated')),
    })
    openWindow({ at: '/', client, signInProblem: createProblem('sign_in_link_invalid', {}) })

    expect(await screen.findByText('This sign-in link is used or expired')).toBeDefined()
  })

  it('keeps the page and what is typed when the session ends', async () => {
    const whoami = vi.fn<WhoAmI>().mockImplementation(signedIn)
    const client = createFakeClient({
      whoami,
      serviceAccounts: { get: async () => aServiceAccount() },
    })
    const { user, cache } = openWindow({ at: '/service-accounts/acme/deployer/-/edit', client })
    await user.type(await screen.findByLabelText(/Description/), ' and more')
    whoami.mockRejectedValue(aRefusal('unauthenticated'))
    await cache.invalidateQueries()

    expect(await screen.findByRole('dialog', { name: 'Your session has ended' })).toBeDefined()
    expect(screen.getByDisplayValue('Deploys prod and more')).toBeDefined()
  })

  it('offers to try again when the server cannot be reached', async () => {
    const whoami = vi.fn<WhoAmI>().mockRejectedValue(aRefusal('unexpected'))
    const { user } = openWindow({ at: '/', client: createFakeClient({ whoami }) })
    const again = await screen.findByRole('button', { name: 'Try again' })
    whoami.mockImplementation(signedIn)
    await user.click(again)

    await waitFor(() => expect(screen.getByRole('navigation', { name: 'Main' })).toBeDefined())
  })
})
