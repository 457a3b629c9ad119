import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { DoorwardClient } from '#contract/contract.ts'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { anIssuedSecret, aServiceAccount, aTrustPolicy } from './a-service-account.ts'
import { type Answers, aRefusal, createFakeClient } from './fake-client.ts'
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

async function openTab(account: ServiceAccount, disable = vi.fn<Disable>(), more: Answers = {}) {
  const client = createFakeClient({
    serviceAccounts: { get: async () => account, ...more.serviceAccounts },
    clientCredentials: { disable, ...more.clientCredentials },
    publicKeys: { ...more.publicKeys },
    lockouts: { list: async () => ({ items: [], nextCursor: null }), ...more.lockouts },
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

const old = {
  ...enabled.secrets[0],
  lastUsedAt: '2026-11-20T22:56:41Z',
  lastUsedAddress: '10.0.0.7',
} as ServiceAccount['clientCredentials']['secrets'][number]
const fresh = { ...old, id: 'sec_2', hint: 'aB3d', lastUsedAt: null, lastUsedAddress: null }
const expired = { ...old, id: 'sec_0', hint: 'zZ9y', expiresAt: '2026-11-19T00:00:00Z' }
const withSecrets = (...secrets: (typeof old)[]) =>
  aServiceAccount({ clientCredentials: { ...enabled, secrets } })

describe('the table of secrets', () => {
  it('tells what is live, on its way out and over, and what may be deleted', async () => {
    await openTab(withSecrets(expired, old, fresh))
    const rows = within(screen.getByRole('table', { name: 'Client secrets' })).getAllByRole('row')

    expect(rows.slice(1).map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/zZ9y.*Expired/),
      expect.stringMatching(/9f3K.*Retiring.*3 minutes ago from 10.0.0.7/),
      expect.stringMatching(/aB3d.*Live.*Never used/),
    ])
    expect(screen.getAllByRole('button', { name: /^Delete secret/ })).toHaveLength(3)
  })

  it('keeps the last one that works', async () => {
    await openTab(withSecrets(expired, old))
    expect(screen.queryByRole('button', { name: 'Delete secret …9f3K' })).toBeNull()
    expect(screen.getByRole('button', { name: 'Delete secret …zZ9y' })).toBeDefined()
  })

  it('deletes one after saying when it was last used', async () => {
    const deleteSecret = vi.fn().mockResolvedValue(undefined)
    const { user } = await openTab(withSecrets(old, fresh), undefined, {
      clientCredentials: { deleteSecret },
    })
    await user.click(screen.getByRole('button', { name: 'Delete secret …9f3K' }))
    const dialog = within(await screen.findByRole('dialog'))
    expect(dialog.getByText(/3 minutes ago/)).toBeDefined()
    await user.click(dialog.getByRole('button', { name: 'Delete secret' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(deleteSecret.mock.calls[0]?.[0]).toEqual({ account: 'sa_1', secret: 'sec_1' })
  })
})

describe('rotating with an overlap', () => {
  async function openRotation(account: ServiceAccount) {
    const rotate = vi.fn().mockResolvedValue(anIssuedSecret())
    const reset = vi.fn().mockResolvedValue(anIssuedSecret())
    const opened = await openTab(account, undefined, { clientCredentials: { rotate, reset } })
    await opened.user.click(screen.getByRole('button', { name: 'Rotate with overlap' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Rotate with overlap' }))
    await dialog.findByText(/^The secret expires/)
    return { ...opened, dialog, rotate, reset }
  }

  it('says when the old one ends and warns while it is used', async () => {
    const { user, dialog } = await openRotation(withSecrets(old))
    expect(dialog.getByText(/…9f3K/).parentElement?.textContent).toMatch(/\(in 24 hours\)/)
    expect(dialog.getByText(/still used.*3 minutes ago.*from 10.0.0.7/)).toBeDefined()

    await user.selectOptions(dialog.getByLabelText('The old secret ends'), 'In 7 days')
    expect(dialog.getByText(/…9f3K/).parentElement?.textContent).toMatch(/\(in 7 days\)/)
  })

  it.each([
    ['In 1 hour', 'PT1H'],
    ['In 24 hours', 'PT24H'],
    ['In 7 days', 'P7D'],
  ])('asks for the overlap that was chosen: %s', async (label, overlap) => {
    const { user, dialog, rotate } = await openRotation(withSecrets(fresh))
    expect(dialog.queryByText(/still used/)).toBeNull()
    await user.selectOptions(dialog.getByLabelText('The old secret ends'), label)
    await user.click(dialog.getByRole('button', { name: 'Rotate and show secret' }))
    await screen.findByRole('dialog', { name: /^Client credentials of/ })
    expect(rotate.mock.calls[0]?.[0]).toMatchObject({ account: 'sa_1', overlap })
  })

  it('resets when the old one shall end now', async () => {
    const { user, dialog, rotate, reset } = await openRotation(withSecrets(old))
    await user.selectOptions(dialog.getByLabelText('The old secret ends'), 'Now')
    expect(dialog.getByText(/refused from the next request on/)).toBeDefined()
    await user.click(dialog.getByRole('button', { name: 'Rotate and show secret' }))
    await screen.findByRole('dialog', { name: /^Client credentials of/ })
    expect([rotate.mock.calls.length, reset.mock.calls.length]).toEqual([0, 1])
  })

  it('warns that two live secrets leave no room for a third', async () => {
    const { dialog } = await openRotation(withSecrets(old, fresh))
    expect(dialog.getByText(/Two secrets are live already/)).toBeDefined()
  })
})

const aKey: ServiceAccount['publicKeys'][number] = {
  id: 'key_1',
  name: 'billing server',
  keyId: 'kid-1',
  kty: 'EC',
  crv: 'P-256',
  algorithms: ['ES256'],
  createdAt: '2026-11-01T10:00:00Z',
  createdBy: { kind: 'administrator', id: 'admin', name: 'Administrator' },
  lastUsedAt: null,
  lastUsedAddress: null,
  lastUsedMethod: null,
}
const PRIVATE_PEM = '-----BEGIN PRIVATE KEY-----\nMIGHsecret\n-----END PRIVATE KEY-----\n'

describe('public keys', () => {
  const create = vi.fn()
  beforeEach(() => {
    create.mockReset().mockResolvedValue(aKey)
  })

  async function openForm() {
    const opened = await openTab(aServiceAccount(), undefined, { publicKeys: { create } })
    await opened.user.click(screen.getByRole('button', { name: 'Add public key' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Add public key' }))
    const paste = async (text: string) => {
      await opened.user.selectOptions(
        dialog.getByLabelText('Where does the key come from?'),
        'Paste a public key that exists',
      )
      await opened.user.click(dialog.getByLabelText('Public key'))
      await opened.user.paste(text)
      await opened.user.click(dialog.getByRole('button', { name: 'Register key' }))
    }
    return { ...opened, dialog, paste }
  }

  it('shows the private half of a new pair once, and it leaves no trace', async () => {
    create.mockResolvedValue({
      ...aKey,
      privateKey: { pem: PRIVATE_PEM, jwk: { d: 'MIGHsecret' } },
    })
    const { user, dialog, cache } = await openForm()
    await user.type(dialog.getByLabelText(/^Name/), 'billing server')
    await user.click(dialog.getByRole('button', { name: 'Generate and show private key' }))
    const shown = within(await screen.findByRole('dialog', { name: /^Private key of/ }))
    expect(create.mock.calls[0]?.[0]).toEqual({
      ...{ account: 'sa_1', name: 'billing server', generate: 'ES256' },
    })
    expect(shown.getByRole('button', { name: 'Save as .pem' })).toBeDefined()
    expect(shown.getByRole('button', { name: 'Save as .jwk' })).toBeDefined()
    await user.click(shown.getByLabelText('Keep visible'))
    expect(document.documentElement.outerHTML).toContain('MIGHsecret')

    await user.click(shown.getByRole('button', { name: 'I have saved it' }))
    await user.click(shown.getByRole('button', { name: 'Close without saving' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    const kept = cache
      .getQueryCache()
      .getAll()
      .map(({ queryKey, state }) => [queryKey, state])
    expect(JSON.stringify(kept)).not.toContain('MIGHsecret')
    expect(document.documentElement.outerHTML).not.toContain('MIGHsecret')
  })

  it.each([
    [
      'a PEM',
      '-----BEGIN PUBLIC KEY-----\nAA\n-----END PUBLIC KEY-----',
      (pem: string) => pem.trim(),
    ],
    ['a JWK', '{"kty":"EC","x":"1"}', JSON.parse],
  ])('registers %s that was pasted', async (_, text, toSent) => {
    const { paste } = await openForm()
    await paste(text)
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(create.mock.calls[0]?.[0]).toEqual({
      ...{ account: 'sa_1', name: '', publicKey: toSent(text) },
    })
  })

  it.each([
    ['nothing', ' ', /^Paste a public key.$/],
    ['broken JSON', '{"kty":', /not valid JSON/],
    ['a private JWK', '{"kty":"EC","d":"1"}', /private key. It was not sent/],
    ['a symmetric key', '{"kty":"oct","k":"1"}', /private key. It was not sent/],
    ['a private PEM', PRIVATE_PEM, /private key. It was not sent/],
  ])('sends nothing when it is %s', async (_, text, words) => {
    const { dialog, paste } = await openForm()
    await paste(text)
    expect(await dialog.findByText(words)).toBeDefined()
    expect(create).not.toHaveBeenCalled()
  })

  it('puts a refusal of the server at the key', async () => {
    const message = 'This key is registered already.'
    create.mockRejectedValue(aRefusal('key_taken', [{ field: 'publicKey', message }]))
    const { dialog, paste } = await openForm()
    await paste('{"kty":"EC"}')
    expect(await dialog.findByText(message)).toBeDefined()
  })

  it('deletes a key after asking', async () => {
    const remove = vi.fn().mockResolvedValue(undefined)
    const { user } = await openTab(aServiceAccount({ publicKeys: [aKey] }), undefined, {
      publicKeys: { delete: remove },
    })
    await user.click(screen.getByRole('button', { name: 'Delete the key billing server' }))
    await user.click(await screen.findByRole('button', { name: 'Delete key' }))
    await waitFor(() =>
      expect(remove.mock.calls[0]?.[0]).toEqual({ account: 'sa_1', key: 'key_1' }),
    )
  })
})

describe('token settings', () => {
  async function openSettings(update = vi.fn()) {
    const account = aServiceAccount()
    update.mockImplementation(async ({ tokenSettings }) => ({
      ...account,
      tokenSettings,
      version: 2,
    }))
    const opened = await openTab(account, undefined, { serviceAccounts: { update } })
    return { ...opened, update }
  }

  it('sends what was typed, and the version that was looked at', async () => {
    const { user, update } = await openSettings()
    await user.type(screen.getByLabelText('Lifetime in seconds'), '900')
    await user.click(screen.getByLabelText('Allowed resources'))
    await user.paste('https://billing.example\n\n https://api.example ')
    await user.click(screen.getByLabelText(/prove a key/))
    await user.click(screen.getByRole('button', { name: 'Save token settings' }))
    await waitFor(() =>
      expect(update.mock.calls[0]?.[0]).toEqual({
        account: 'sa_1',
        version: 1,
        tokenSettings: {
          accessTokenLifetimeSeconds: 900,
          allowedResources: ['https://billing.example', 'https://api.example'],
          dpopBoundAccessTokens: true,
          acceptTokenEndpointAudience: false,
        },
      }),
    )
  })

  it.each([
    ['Lifetime in seconds', '59', /whole number from 60 to 86400/],
    ['Lifetime in seconds', '5 minutes', /whole number/],
    ['Allowed resources', 'billing', /absolute URIs/],
    ['Allowed resources', 'https://a.example\nhttps://a.example', /each once/],
  ])('says at the field what is wrong: %s %s', async (label, text, words) => {
    const { user, update } = await openSettings()
    await user.click(screen.getByLabelText(label))
    await user.paste(text)
    await user.click(screen.getByRole('button', { name: 'Save token settings' }))
    expect(await screen.findByText(words)).toBeDefined()
    expect(update).not.toHaveBeenCalled()
  })

  it('asks before they are left unsaved', async () => {
    const { user } = await openSettings()
    await user.type(screen.getByLabelText('Lifetime in seconds'), '900')
    await user.click(screen.getByRole('link', { name: 'Edit' }))
    expect(await screen.findByRole('dialog', { name: 'Leave without saving?' })).toBeDefined()
  })
})

it('lists where the client is locked out, and lets it in', async () => {
  const lockout = {
    ...{ id: 'lock_1', account: { id: 'sa_1', path: 'acme/deployer' }, address: '10.0.0.9' },
    ...{ failures: 10, since: '2026-11-20T22:59:00Z', until: '2026-11-20T23:00:00Z' },
  }
  const lift = vi.fn().mockResolvedValue(undefined)
  const { user } = await openTab(aServiceAccount(), undefined, {
    lockouts: { list: async () => ({ items: [lockout], nextCursor: null }), delete: lift },
  })
  await user.click(await screen.findByRole('button', { name: 'Let the client in from 10.0.0.9' }))
  expect(lift.mock.calls[0]?.[0]).toEqual({ lockout: 'lock_1' })
})
