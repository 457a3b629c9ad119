import { screen, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { DoorwardClient } from '#contract/contract.ts'
import type { Issuer } from '#contract/issuers.ts'
import { aServiceAccount } from './a-service-account.ts'
import { aRefusal, createFakeClient } from './fake-client.ts'
import { openWindow } from './open-window.tsx'

type Issuers = DoorwardClient['issuers']

const actor = { kind: 'administrator', id: 'admin', name: 'Administrator' } as const

function anIssuer(changes: Partial<Issuer> = {}): Issuer {
  return {
    ...{ id: 'iss_1', url: 'https://gitlab.com', label: '', profile: 'gitlab', enabled: true },
    ...{ keySource: 'discovery', certificateAuthority: null, allowPrivateNetwork: false },
    ...{ algorithms: ['RS256'], maxTokenAgeSeconds: 3600, allowMultipleAudiences: false },
    ...{ replay: 'reuse', trustPolicyCount: 2, version: 3 },
    ...{ createdAt: '2026-11-01T00:00:00Z', createdBy: actor },
    ...{ updatedAt: '2026-11-01T00:00:00Z', updatedBy: actor },
    health: {
      ...{ lastFetchAt: '2026-11-20T22:00:00Z', lastSuccessAt: '2026-11-20T22:00:00Z' },
      ...{ lastError: null, failuresInARow: 0, keyUrl: 'https://gitlab.com/keys' },
      ...{ freshUntil: null, keys: [{ keyId: 'k1', firstSeenAt: null }] },
    },
    ...changes,
  }
}

function openIssuer(issuers: Partial<Issuers> = {}, issuer = anIssuer()) {
  const list = vi.fn<DoorwardClient['serviceAccounts']['list']>(async () => ({
    items: [aServiceAccount()],
    nextCursor: null,
  }))
  const client = createFakeClient({
    issuers: { get: async () => issuer, ...issuers },
    serviceAccounts: { list },
  })
  return { list, ...openWindow({ at: '/issuers/iss_1', client }) }
}

describe('the page of an issuer', () => {
  it('says how its keys are doing and who trusts it', async () => {
    const { list } = openIssuer()

    expect(await screen.findByText('https://gitlab.com/keys')).toBeDefined()
    expect(await screen.findByRole('link', { name: 'acme/deployer' })).toBeDefined()
    expect(list.mock.calls.some(([input]) => input?.issuer === 'iss_1')).toBe(true)
  })

  it.each([
    ['with keys to go on with', [{ keyId: 'k1', firstSeenAt: null }], /last successful fetch/],
    ['without any', [], /every token of this issuer is refused/],
  ])('says what a failure means %s', async (_, keys, sentence) => {
    const failing = { lastError: 'connection refused', failuresInARow: 3, keys }
    openIssuer({}, anIssuer({ health: { ...anIssuer().health, ...failing } }))

    const alert = await screen.findByText('The last 3 fetches of its keys failed.')
    expect(alert.parentElement?.textContent).toMatch(sentence)
    expect(screen.getByText('connection refused')).toBeDefined()
  })

  it('fetches its keys when asked, and says that it failed', async () => {
    const health = { ...anIssuer().health, lastError: 'connection refused' }
    const refreshKeys = vi.fn<Issuers['refreshKeys']>(async () => anIssuer({ health }))
    const { user } = openIssuer({ refreshKeys })
    await user.click(await screen.findByRole('button', { name: 'Refresh keys' }))

    const said = 'The keys of https://gitlab.com could not be fetched.'
    expect(await screen.findByText(said)).toBeDefined()
    expect(refreshKeys.mock.calls[0]?.[0]).toEqual({ issuer: 'iss_1' })
  })

  it('is deleted together with its policies only when that was switched on', async () => {
    const remove = vi.fn<Issuers['delete']>(async () => undefined)
    const { user } = openIssuer({ delete: remove })
    await user.click(await screen.findByRole('button', { name: 'More actions' }))
    await user.click(screen.getByRole('menuitem', { name: 'Delete' }))
    const dialog = await screen.findByRole('dialog', { name: 'Delete https://gitlab.com?' })
    const confirm = within(dialog).getByRole('button', { name: 'Delete issuer' })
    await user.click(confirm)
    expect(remove).not.toHaveBeenCalled()

    await user.click(within(dialog).getByLabelText('Also delete 2 trust policies'))
    await user.click(confirm)
    expect(await screen.findByText('https://gitlab.com was deleted.')).toBeDefined()
    expect(remove.mock.calls[0]?.[0]).toEqual({ issuer: 'iss_1', force: true })
  })

  it('offers to disable it instead', async () => {
    const update = vi.fn<Issuers['update']>(async () => anIssuer({ enabled: false }))
    const { user } = openIssuer({ update })
    await user.click(await screen.findByRole('button', { name: 'More actions' }))
    await user.click(screen.getByRole('menuitem', { name: 'Delete' }))
    await user.click(await screen.findByRole('button', { name: 'Disable instead' }))

    expect(await screen.findByText('https://gitlab.com was disabled.')).toBeDefined()
    expect(update.mock.calls[0]?.[0]).toEqual({ issuer: 'iss_1', version: 3, enabled: false })
  })
})

describe('the form of an issuer', () => {
  async function openForm(update: Issuers['update']) {
    const opened = openIssuer({ update })
    await opened.user.click(await screen.findByRole('button', { name: 'Edit' }))
    await screen.findByRole('dialog', { name: 'Edit issuer' })
    return opened
  }
  const save = () => screen.getByRole('button', { name: 'Save issuer' })

  it('sends only what was changed', async () => {
    const update = vi.fn<Issuers['update']>(async () => anIssuer())
    const { user } = await openForm(update)
    await user.click(screen.getByLabelText('ES256'))
    const age = screen.getByLabelText('Maximum token age in minutes')
    await user.clear(age)
    await user.type(age, '5')
    await user.type(screen.getByLabelText(/^Certificate authority/), 'PEM')
    await user.click(save())
    await screen.findByText('https://gitlab.com was changed.')

    expect(update.mock.calls[0]?.[0]).toEqual({
      ...{ issuer: 'iss_1', version: 3 },
      ...{ algorithms: ['RS256', 'ES256'], maxTokenAgeSeconds: 300, certificateAuthority: 'PEM' },
    })
  })

  it.each(['0', '-1', 'an hour', '527041'])('refuses a maximum age of %s', async (text) => {
    const update = vi.fn<Issuers['update']>(async () => anIssuer())
    const { user } = await openForm(update)
    const age = screen.getByLabelText('Maximum token age in minutes')
    await user.clear(age)
    await user.type(age, text)
    await user.click(save())

    expect(await screen.findByText(/^Give minutes/)).toBeDefined()
    expect(update).not.toHaveBeenCalled()
  })

  it('puts what the server refuses at its field', async () => {
    const message = 'This is no certificate.'
    const field = 'certificateAuthority'
    const update = vi
      .fn<Issuers['update']>()
      .mockRejectedValue(aRefusal('issuer_not_allowed', [{ field, message }]))
    const { user } = await openForm(update)
    await user.type(screen.getByLabelText(/^Certificate authority/), 'x')
    await user.click(save())

    expect(await screen.findByText(message)).toBeDefined()
  })

  it('leaves to the provider what was not decided', async () => {
    const create = vi.fn<Issuers['create']>(async () => ({ ...anIssuer(), notes: [] }))
    const client = createFakeClient({ issuers: { create } })
    const { user } = openWindow({ at: '/issuers', client })
    await user.click(await screen.findByRole('button', { name: 'Register issuer' }))
    await user.type(await screen.findByLabelText('Issuer URL'), 'https://gitlab.com')
    await user.click(
      within(screen.getByRole('dialog')).getByRole('button', { name: 'Register issuer' }),
    )
    await screen.findByText('https://gitlab.com was registered.')

    expect(create.mock.calls[0]?.[0]).toEqual({
      ...{ url: 'https://gitlab.com', label: '', allowPrivateNetwork: false },
      keySource: 'discovery',
    })
  })
})
