import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { EffectiveAccess } from '#contract/access.ts'
import { aMember, aRole, aServiceAccount } from './a-service-account.ts'
import { type Answers, createFakeClient } from './fake-client.ts'
import { openWindow } from './open-window.tsx'

const AT = '/service-accounts/acme/deployer'

function open(tab: string, answers: Answers) {
  const client = createFakeClient({
    serviceAccounts: { get: async () => aServiceAccount() },
    ...answers,
  })
  return openWindow({ at: `${AT}?tab=${tab}`, client })
}

const principal = { kind: 'service_account', id: 'sa_1', name: 'acme/deployer' } as const
const grant = { member: 'mem_1', principal, namespace: 'acme', role: 'deployer' }
describe('the roles of an account', () => {
  it('are listed with where they count, and can be taken away and given back', async () => {
    const remove = vi.fn().mockResolvedValue(undefined)
    const create = vi.fn().mockResolvedValue(aMember())
    const list = async () => ({ items: [aMember()], nextCursor: null })
    const { user } = open('memberships', { members: { list, delete: remove, create } })
    const table = within(await screen.findByRole('table', { name: 'Roles of the account' }))
    expect(table.getByRole('row', { name: /acme owner/ })).toBeDefined()

    await user.click(screen.getByRole('button', { name: 'More actions for the role in acme' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Remove role' }))
    await waitFor(() => expect(remove.mock.calls[0]?.[0]).toEqual({ member: 'mem_1' }))
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(() =>
      expect(create.mock.calls[0]?.[0]).toEqual({
        ...{ namespace: 'acme', principal: 'sa_1', role: 'role_owner' },
      }),
    )
  })

  it('are added in its own group, unless another place is chosen', async () => {
    const create = vi.fn().mockResolvedValue(aMember({ roleName: 'viewer' }))
    const { user } = open('memberships', {
      members: { list: async () => ({ items: [], nextCursor: null }), create },
      roles: { list: async () => ({ items: [aRole()], nextCursor: null }) },
    })
    await screen.findByText(/It holds no role/)
    await user.click(screen.getByRole('button', { name: 'Add role' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Add a role of deployer' }))
    await user.click(await dialog.findByRole('radio', { name: /^viewer/ }))
    await user.click(dialog.getByRole('button', { name: 'Add role' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(create.mock.calls[0]?.[0]).toEqual({
      ...{ namespace: 'acme', principal: 'sa_1', role: 'role_viewer' },
    })
  })
})

describe('the snippets of an account', () => {
  it('are for where the server says, and for a service that is chosen', async () => {
    const list = vi.fn().mockResolvedValue({ runner: 'self_hosted', items: [] })
    const { tokenSettings } = aServiceAccount()
    const billing = 'https://billing.acme.example'
    const account = aServiceAccount({
      tokenSettings: { ...tokenSettings, allowedResources: [billing] },
    })
    const { user } = open('use', {
      serviceAccounts: { get: async () => account },
      snippets: { list },
    })
    await screen.findByRole('option', { name: 'A runner of our own', selected: true })
    expect(list.mock.calls[0]?.[0]).toEqual({ account: account.id, policy: 'tp_1' })
    await user.selectOptions(screen.getByLabelText('What is the token for?'), billing)
    await waitFor(() =>
      expect(list.mock.lastCall?.[0]).toMatchObject({ account: account.id, resource: billing }),
    )
  })
})

describe('what an account can do', () => {
  const effective: EffectiveAccess = {
    principal,
    namespace: 'acme/prod',
    permissions: [
      { permission: 'service_account:view', path: grant },
      { permission: 'service_account:create', path: grant },
    ],
    losing: [{ ...grant, member: 'mem_0', role: 'owner', namespace: '', reason: 'nearer_role' }],
  }

  it('names the role that gives it, and the ones that lost', async () => {
    const list = async () => ({ items: [effective], nextCursor: null })
    open('access', { access: { effective: list } })
    const part = (await screen.findByRole('heading', { name: 'acme/prod' })).closest('section')

    expect(part?.textContent).toContain('By the role deployer held in acme.')
    expect(part?.textContent).toContain('2 permissions')
    expect(part?.textContent).toContain(
      'The role owner in the whole installation: a nearer role counts instead',
    )
  })

  it('is nothing without a role', async () => {
    open('access', {})
    expect(await screen.findByText(/do nothing with them/)).toBeDefined()
  })
})

describe('trying the secret of an account', () => {
  const account = aServiceAccount()
  const { clientCredentials } = account
  const enabled = { ...account, clientCredentials: { ...clientCredentials, enabled: true } }

  it('sends what was typed once, and keeps it nowhere', async () => {
    const requestToken = vi.fn().mockResolvedValue({ ok: false, body: { error: 'invalid_client' } })
    const client = createFakeClient({ serviceAccounts: { get: async () => enabled } })
    const { user } = openWindow({ at: `${AT}?tab=use`, client, shell: { requestToken } })
    const field = await screen.findByLabelText('Client secret')
    expect(field.getAttribute('type')).toBe('password')
    await user.click(screen.getByRole('button', { name: 'Test' }))
    expect(await screen.findByText('Paste the client secret.')).toBeDefined()
    expect(requestToken).not.toHaveBeenCalled()

    await user.click(field)
    await user.paste(' dwcs_typed ')
    await user.click(screen.getByRole('button', { name: 'Test' }))
    expect(await screen.findByText(/refused: invalid_client/)).toBeDefined()
    expect(requestToken.mock.calls).toEqual([[{ clientId: 'sa_1', clientSecret: 'dwcs_typed' }]])
    expect(field).toHaveProperty('value', '')
    expect(document.documentElement.outerHTML).not.toContain('dwcs_typed')
  })
})
