import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { aServiceAccount, aTrustPolicy } from './a-service-account.ts'
import { createFakeClient } from './fake-client.ts'
import { openWindow } from './open-window.tsx'

const PAGES = '/service-accounts/acme/deployer/-/trust-policies'

async function openPolicy(policy: string) {
  const client = createFakeClient({
    serviceAccounts: { get: async () => aServiceAccount({ trustPolicies: [aTrustPolicy()] }) },
  })
  const opened = openWindow({ at: `${PAGES}/${policy}`, client })
  await screen.findByRole('button', { name: /^Save/ })
  return opened
}

describe('leaving a trust policy', () => {
  it('asks when something was typed, and stays when told to', async () => {
    const { user, router } = await openPolicy('new')
    await user.type(await screen.findByLabelText('Repository id'), '74')
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    await screen.findByRole('dialog', { name: 'Leave without saving?' })
    expect(router.state.location.pathname).toBe(`${PAGES}/new`)

    await user.click(screen.getByRole('button', { name: 'Leave' }))
    await waitFor(() =>
      expect(router.state.location.pathname).toBe('/service-accounts/acme/deployer'),
    )
  })

  it.each(['new', 'tp_1'])('asks nothing when nothing was typed (%s)', async (policy) => {
    const { user, router } = await openPolicy(policy)
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    await waitFor(() =>
      expect(router.state.location.pathname).toBe('/service-accounts/acme/deployer'),
    )
  })
})
