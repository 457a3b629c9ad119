import { screen, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { DoorwardClient } from '#contract/contract.ts'
import { aCreatedAccount, aRole, aServiceAccount } from './a-service-account.ts'
import { aGuidedPolicy, aRefusal, aSettings, createFakeClient } from './fake-client.ts'
import { openWindow } from './open-window.tsx'

type Create = DoorwardClient['serviceAccounts']['create']
const at = '/groups/acme/-/service-accounts/new'

async function openForm(create: Create, maximumDays = 90) {
  const client = createFakeClient({
    serviceAccounts: { create, get: async () => aServiceAccount() },
    settings: { get: async () => aSettings({ clientSecretMaximumDays: maximumDays }) },
    roles: { list: async () => ({ items: [aRole()], nextCursor: null }) },
  })
  const opened = openWindow({ at, client })
  await screen.findByRole('button', { name: 'Create service account' })
  return opened
}

type User = Awaited<ReturnType<typeof openForm>>['user']

async function buildPolicy(user: User) {
  await user.click(screen.getByRole('button', { name: 'Add trust policy' }))
  await user.type(await screen.findByLabelText('Repository id'), '74')
  await user.type(screen.getByLabelText('Branch'), 'main')
  await user.click(screen.getByRole('button', { name: 'Use this policy' }))
  await screen.findByRole('group', { name: 'Trust policy 1' })
}

const submit = (user: User) =>
  user.click(screen.getByRole('button', { name: 'Create service account' }))

describe('the form for a new service account', () => {
  it('asks for at least one authentication method', async () => {
    const create = vi.fn<Create>()
    const { user } = await openForm(create)
    await user.type(screen.getByLabelText('Name'), 'deployer')
    await submit(user)

    expect(await screen.findByText('Choose at least one authentication method.')).toBeDefined()
    expect(create).not.toHaveBeenCalled()
  })

  it.each(['Deployer', 'deploy er', '-deployer', ''])('refuses the name "%s"', async (name) => {
    const create = vi.fn<Create>()
    const { user } = await openForm(create)
    if (name) await user.type(screen.getByLabelText('Name'), name)
    await user.click(screen.getByLabelText('Enable client credentials'))
    await submit(user)

    expect(await screen.findByText(/Use 1 to 64 lower-case letters/)).toBeDefined()
    expect(create).not.toHaveBeenCalled()
  })

  it('asks for the role when one is wanted, and sends it', async () => {
    const create = vi.fn<Create>().mockResolvedValue(aCreatedAccount())
    const { user } = await openForm(create)
    await user.type(screen.getByLabelText('Name'), 'deployer')
    await user.click(screen.getByLabelText('Enable client credentials'))
    await user.click(screen.getByLabelText('Give it a role now'))
    await submit(user)
    expect(await screen.findByText('Choose a role.')).toBeDefined()
    expect(create).not.toHaveBeenCalled()

    await user.click(screen.getByRole('radio', { name: /^viewer/ }))
    await submit(user)
    await screen.findByRole('dialog', { name: /^Client credentials of/ })
    expect(create.mock.calls[0]?.[0].membership).toEqual({
      ...{ namespace: 'acme', role: 'role_viewer' },
    })
  })

  it('sends no role when none is wanted', async () => {
    const create = vi.fn<Create>().mockResolvedValue(aCreatedAccount())
    const { user } = await openForm(create)
    await user.type(screen.getByLabelText('Name'), 'deployer')
    await user.click(screen.getByLabelText('Enable client credentials'))
    await submit(user)
    await screen.findByRole('dialog', { name: /^Client credentials of/ })
    expect(create.mock.calls[0]?.[0]).not.toHaveProperty('membership')
  })

  it('sends exactly the instant that it shows', async () => {
    const create = vi.fn<Create>().mockResolvedValue(aCreatedAccount())
    const { user } = await openForm(create)
    await user.type(screen.getByLabelText('Name'), 'deployer')
    await user.click(screen.getByLabelText('Enable client credentials'))
    await user.selectOptions(screen.getByLabelText('Secret expires'), 'In 30 days')
    const shown = screen.getByText(/^The secret expires/).textContent
    await submit(user)

    const sent = create.mock.calls[0]?.[0].clientCredentials?.expiresAt
    expect(sent).toBe('2026-12-20T22:59:00.000Z')
    expect(shown).toContain(formatLocally(sent))
    expect(shown).toContain('(in 30 days)')
  })

  it('offers no preset beyond the maximum of the settings', async () => {
    const { user } = await openForm(vi.fn<Create>(), 45)
    await user.click(screen.getByLabelText('Enable client credentials'))
    const options = within(screen.getByLabelText('Secret expires')).getAllByRole('option')

    expect(options.map(({ textContent }) => textContent)).toEqual([
      'In 7 days',
      'In 30 days',
      'In 45 days',
      'At a chosen time',
    ])
  })

  it('does not send a chosen time beyond the maximum', async () => {
    const create = vi.fn<Create>()
    const { user } = await openForm(create)
    await user.type(screen.getByLabelText('Name'), 'deployer')
    await user.click(screen.getByLabelText('Enable client credentials'))
    await user.selectOptions(screen.getByLabelText('Secret expires'), 'At a chosen time')
    await user.clear(screen.getByLabelText('Date and time'))
    await user.type(screen.getByLabelText('Date and time'), '2027-03-30T10:00')
    await submit(user)

    expect(await screen.findByText('Choose a time at most 90 days from now.')).toBeDefined()
    expect(create).not.toHaveBeenCalled()
  })

  it('cannot enable client credentials where they are turned off', async () => {
    await openForm(vi.fn<Create>(), 0)

    expect(screen.getByLabelText('Enable client credentials')).toHaveProperty('disabled', true)
  })

  it('sends the policies that the builder made, and says who may act', async () => {
    const create = vi.fn<Create>().mockResolvedValue(aServiceAccount())
    const { user } = await openForm(create)
    await user.type(screen.getByLabelText('Name'), 'deployer')
    await buildPolicy(user)
    const card = within(screen.getByRole('group', { name: 'Trust policy 1' }))
    expect(card.getByText(/^Any workflow of repository 74/)).toBeDefined()
    await submit(user)

    expect(create.mock.calls[0]?.[0]).toMatchObject({
      group: 'acme',
      trustPolicies: [{ ...aGuidedPolicy().policy, enabled: true, expiresAt: null }],
    })
  })

  it('can leave a policy out again', async () => {
    const { user } = await openForm(vi.fn<Create>())
    await buildPolicy(user)
    await user.click(screen.getByRole('button', { name: 'Remove trust policy 1' }))

    expect(screen.queryByRole('group', { name: 'Trust policy 1' })).toBeNull()
  })

  it('puts a refusal at its fields, the rest in an alert, and keeps what was typed', async () => {
    const create = vi.fn<Create>().mockRejectedValue(
      aRefusal('validation_failed', [
        { field: 'trustPolicies.0.audience', message: 'Too common.' },
        { field: 'somewhere.else', message: 'Not shown by any field.' },
      ]),
    )
    const { user } = await openForm(create)
    await user.type(screen.getByLabelText('Name'), 'deployer')
    await buildPolicy(user)
    await submit(user)

    const alert = await screen.findByText('Some fields need another look')
    const card = within(screen.getByRole('group', { name: 'Trust policy 1' }))
    expect(card.getByText('Too common.')).toBeDefined()
    expect(alert.parentElement?.textContent).toContain('somewhere.else: Not shown by any field.')
    expect(alert.parentElement?.textContent).not.toContain('Too common.')
    expect(screen.getByText('req_test')).toBeDefined()
    expect(screen.getByLabelText('Name')).toHaveProperty('value', 'deployer')
  })

  it('asks before typed text is left behind', async () => {
    const { user, router } = await openForm(vi.fn<Create>())
    await user.type(screen.getByLabelText('Name'), 'deployer')
    await user.click(screen.getByRole('link', { name: 'Cancel' }))

    expect(await screen.findByText('Leave without saving?')).toBeDefined()
    expect(router.state.location.pathname).toBe(at)
  })
})

/** The day and time on this machine's clock, written without the code under test. */
function formatLocally(instant: string | undefined): string {
  const date = new Date(instant ?? '')
  const minutes = String(date.getMinutes()).padStart(2, '0')
  return `${date.getDate()} ${date.toLocaleString('en-GB', { month: 'short' })} ${date.getFullYear()}, ${String(date.getHours()).padStart(2, '0')}:${minutes}`
}
