import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { DoorwardClient } from '#contract/contract.ts'
import type { NamedToken } from '#contract/tokens.ts'
import { aNamedToken, anIssuedToken, TOKEN_VALUE } from './a-named-token.ts'
import { aServiceAccount } from './a-service-account.ts'
import { type Answers, aRefusal, createFakeClient } from './fake-client.ts'
import { openWindow } from './open-window.tsx'

type Tokens = DoorwardClient['tokens']

const pageText = () => document.documentElement.outerHTML

function openTokens(tokens: Answers['tokens'], at = '/tokens', token: NamedToken = aNamedToken()) {
  const client = createFakeClient({
    tokens: {
      list: async () => ({ items: [token], nextCursor: null }),
      get: async () => token,
      ...tokens,
    },
    serviceAccounts: { list: async () => ({ items: [aServiceAccount()], nextCursor: null }) },
    groups: { list: async () => ({ items: [], nextCursor: null }) },
  })
  return openWindow({ at, client, shell: { copySecret: async () => 45 } })
}

describe('the page of all tokens', () => {
  it('asks the server for what the address says', async () => {
    const list = vi.fn<Tokens['list']>().mockResolvedValue({ items: [], nextCursor: null })
    openTokens(
      { list },
      '/tokens?q=backup&intent=app_password&state=live&expiring=7&account=acme%2Fdeployer',
    )

    expect(await screen.findByText(/No token matches/)).toBeDefined()
    expect(list.mock.calls[0]?.[0]).toEqual({
      limit: 50,
      search: 'backup',
      intent: 'app_password',
      state: 'live',
      account: 'acme/deployer',
      expiresBefore: '2026-11-27T23:00:00.000Z',
    })
  })

  it('keeps a chosen filter in the address', async () => {
    const { user, router } = openTokens({})
    await user.selectOptions(await screen.findByLabelText('State'), 'Expired')
    await user.click(screen.getByLabelText('Of system accounts only'))

    await waitFor(() => expect(router.state.location.search).toBe('?state=expired&system=yes'))
  })

  it('offers the first token where there is none', async () => {
    const { user } = openTokens({ list: async () => ({ items: [], nextCursor: null }) })
    await user.click(await screen.findByRole('button', { name: 'New token' }))

    expect(await screen.findByRole('dialog', { name: 'New token' })).toBeDefined()
  })
})

describe('creating a token', () => {
  async function openForm(create = vi.fn<Tokens['create']>().mockResolvedValue(anIssuedToken())) {
    const opened = openTokens({ create }, '/tokens?new=yes')
    const dialog = within(await screen.findByRole('dialog', { name: 'New token' }))
    const submit = () => opened.user.click(dialog.getByRole('button', { name: 'Create token' }))
    const chooseOwner = async () => {
      await opened.user.type(dialog.getByLabelText('Belongs to'), 'dep')
      await opened.user.click(await screen.findByRole('option', { name: /acme\/deployer/ }))
    }
    return { ...opened, create, dialog, submit, chooseOwner }
  }

  it('sends what is chosen, with an expiry that is usual for its purpose', async () => {
    const { user, create, dialog, submit, chooseOwner } = await openForm()
    await chooseOwner()
    await user.type(dialog.getByLabelText('Name'), 'ci')
    expect(dialog.getByText(/^The token expires .*in 30 minutes/)).toBeDefined()
    await user.click(dialog.getByRole('radio', { name: /App password/ }))
    expect(dialog.getByLabelText('Expires')).toHaveProperty('value', String(365 * 1440))
    await user.click(dialog.getByLabelText('Give it a new value when it expires'))
    await submit()

    expect(create.mock.calls[0]?.[0]).toEqual({
      name: 'ci',
      account: 'sa_1',
      intent: 'app_password',
      expiresAt: '2027-11-20T23:00:00.000Z',
      rotateOnExpiry: true,
    })
  })

  it('leaves out what the token shall not do', async () => {
    const { user, create, dialog, submit, chooseOwner } = await openForm()
    await chooseOwner()
    await user.type(dialog.getByLabelText('Name'), 'ci')
    await user.click(dialog.getByLabelText('Only some permissions'))
    await submit()
    expect(await dialog.findByText('Choose at least one permission.')).toBeDefined()
    expect(create).not.toHaveBeenCalled()

    const groups = within(await dialog.findByRole('group', { name: 'Service accounts' }))
    await user.click(groups.getByRole('checkbox', { name: 'Create' }))
    const view = groups.getByRole('checkbox', { name: /^View/ })
    expect(view).toHaveProperty('checked', true)
    expect(view).toHaveProperty('disabled', true)
    await submit()

    await waitFor(() => expect(create).toHaveBeenCalled())
    expect(create.mock.calls[0]?.[0]).toMatchObject({ permissions: ['service_account:create'] })
  })

  it('warns of a token that never expires', async () => {
    const { user, create, dialog, submit, chooseOwner } = await openForm()
    await chooseOwner()
    await user.type(dialog.getByLabelText('Name'), 'ci')
    await user.selectOptions(dialog.getByLabelText('Expires'), 'Never')
    expect(dialog.getByText(/works until somebody deletes it/)).toBeDefined()
    await submit()

    expect(create.mock.calls[0]?.[0]).toMatchObject({ expiresAt: null, rotateOnExpiry: false })
  })

  it('shows the value once, masked, and leaves nothing of it', async () => {
    const { user, cache, dialog, submit, chooseOwner } = await openForm()
    await chooseOwner()
    await user.type(dialog.getByLabelText('Name'), 'ci')
    await submit()
    const issued = within(await screen.findByRole('dialog', { name: 'Value of nightly backup' }))
    expect(pageText()).not.toContain(TOKEN_VALUE)
    await user.click(issued.getByLabelText('Keep visible'))
    expect(pageText()).toContain(TOKEN_VALUE)
    await user.click(issued.getByRole('button', { name: 'Copy token' }))
    await user.click(await issued.findByRole('button', { name: 'I have saved it' }))

    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(pageText()).not.toContain(TOKEN_VALUE)
    const cached = [cache.getQueryCache().getAll(), cache.getMutationCache().getAll()].flat()
    expect(JSON.stringify(cached.map(({ state }) => state))).not.toContain(TOKEN_VALUE)
  })

  it('tells at the field what the server refused', async () => {
    const create = vi
      .fn<Tokens['create']>()
      .mockRejectedValue(aRefusal('name_taken', [{ field: 'name', message: 'Taken here.' }]))
    const { user, dialog, submit, chooseOwner } = await openForm(create)
    await submit()
    expect(await dialog.findByText('Choose an account or a person.')).toBeDefined()
    await chooseOwner()
    await user.type(dialog.getByLabelText('Name'), 'ci')
    await submit()

    expect(await dialog.findByText('Taken here.')).toBeDefined()
  })
})

describe('the dialog of a token', () => {
  it('tells everything but the value', async () => {
    const token = aNamedToken({
      permissions: ['group:view', 'token:create'],
      namespaces: ['acme/platform'],
      lastUsedAt: '2026-11-20T20:59:41Z',
      lastUsedAddress: '10.0.0.7',
    })
    openTokens({}, '/tokens?token=tok_1', token)
    const dialog = within(await screen.findByRole('dialog', { name: 'Token nightly backup' }))

    for (const text of ['dwat_…Keep', 'acme/platform', 'API token', 'Live', 'Ends', 'Create']) {
      expect(dialog.getByText(text)).toBeDefined()
    }
    expect(dialog.getByText('2 hours ago').parentElement?.textContent).toContain('from 10.0.0.7')
  })

  it('asks before it rotates, then shows the new value', async () => {
    const rotate = vi.fn<Tokens['rotate']>().mockResolvedValue(anIssuedToken())
    const { user } = openTokens({ rotate }, '/tokens?token=tok_1')
    await user.click(await screen.findByRole('button', { name: 'Rotate' }))
    expect(rotate).not.toHaveBeenCalled()
    await user.click(screen.getByRole('button', { name: 'Rotate and show value' }))

    expect(await screen.findByRole('dialog', { name: 'Value of nightly backup' })).toBeDefined()
    expect(rotate.mock.calls[0]?.[0]).toEqual({ token: 'tok_1' })
  })

  it('reveals the value of one that rotated, and rotates no such one', async () => {
    const reveal = vi.fn<Tokens['reveal']>().mockResolvedValue(anIssuedToken())
    const token = aNamedToken({ state: 'awaiting_reveal', rotateOnExpiry: true })
    const { user } = openTokens({ reveal }, '/tokens?token=tok_1', token)
    await user.click(await screen.findByRole('button', { name: 'Reveal' }))
    expect(screen.queryByRole('button', { name: 'Rotate' })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Reveal value' }))

    expect(await screen.findByRole('dialog', { name: 'Value of nightly backup' })).toBeDefined()
  })

  it('says before deleting whether it would be missed', async () => {
    const remove = vi.fn<Tokens['delete']>().mockResolvedValue(undefined)
    const token = aNamedToken({
      lastUsedAt: '2026-11-20T20:59:41Z',
      lastUsedAddress: '10.0.0.7',
    })
    const { user, router } = openTokens({ delete: remove }, '/tokens?token=tok_1', token)
    await user.click(await screen.findByRole('button', { name: 'Delete' }))
    expect(screen.getByText('It was last used 2 hours ago from 10.0.0.7.')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Delete token' }))

    expect(await screen.findByText('Token nightly backup was deleted.')).toBeDefined()
    expect(remove.mock.calls[0]?.[0]).toEqual({ token: 'tok_1' })
    expect(router.state.location.search).toBe('')
  })

  it('says when the token is gone', async () => {
    openTokens({ get: () => Promise.reject(aRefusal('not_found')) }, '/tokens?token=tok_9')

    expect(await screen.findByText(/does not exist, or you may not see it/)).toBeDefined()
  })
})
