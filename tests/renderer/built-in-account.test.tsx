import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { aServiceAccount } from './a-service-account.ts'
import { createFakeClient } from './fake-client.ts'
import { openWindow } from './open-window.tsx'

it.each(['built_in', 'internal'] as const)(
  'offers no change of an account that is %s',
  async (kind) => {
    const account = aServiceAccount({ name: 'admin', path: 'admin', kind })
    const client = createFakeClient({ serviceAccounts: { get: async () => account } })
    openWindow({ at: '/service-accounts/admin', client })

    await screen.findByRole('heading', { name: 'admin', level: 1 })
    expect(screen.getByText('Built-in')).toBeTruthy()
    expect(screen.queryByRole('link', { name: 'Edit' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'More actions' })).toBeNull()
    expect(screen.queryByRole('button', { name: /client credentials/i })).toBeNull()
  },
)

it.each([
  ['built_in', ['Tokens', 'Access', 'Activity']],
  ['internal', ['Activity']],
] as const)('shows of an account that is %s: %j', async (kind, tabs) => {
  const account = aServiceAccount({ name: 'admin', path: 'admin', kind })
  const client = createFakeClient({ serviceAccounts: { get: async () => account } })
  openWindow({ at: '/service-accounts/admin', client })

  const found = await screen.findAllByRole('tab')
  expect(found.map(({ textContent }) => textContent)).toEqual(tabs)
  if (kind === 'built_in') {
    expect(await screen.findAllByRole('button', { name: /new token/i })).not.toEqual([])
  }
})
