import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { DoorwardClient } from '#contract/contract.ts'
import type { Shell } from '#renderer/lib/shell.ts'
import { anIssuedSecret, aServiceAccount, SECRET } from './a-service-account.ts'
import { createFakeClient } from './fake-client.ts'
import { aDesktop } from './fake-desktop.ts'
import { openWindow } from './open-window.tsx'

const copySecret = vi.fn<Shell['copySecret']>()
const saveSecret = vi.fn<Shell['saveSecret']>()
const requestToken = vi.fn<Shell['requestToken']>()
const enable = vi.fn<DoorwardClient['clientCredentials']['enable']>()

beforeEach(() => {
  copySecret.mockReset().mockResolvedValue(45)
  saveSecret.mockReset().mockResolvedValue(true)
  requestToken.mockReset().mockResolvedValue({ ok: true, body: { access_token: aToken() } })
  enable.mockReset().mockResolvedValue(anIssuedSecret())
  localStorage.clear()
})

/** Enables client credentials on an account, up to the moment the secret is there. */
async function openDialog(shell: Partial<Shell> = {}) {
  const client = createFakeClient({
    serviceAccounts: { get: async () => aServiceAccount() },
    clientCredentials: { enable },
  })
  const opened = openWindow({
    at: '/service-accounts/acme/deployer?tab=client-credentials',
    client,
    shell: { copySecret, saveSecret, requestToken, ...shell },
  })
  const { user } = opened
  await user.click(await screen.findByRole('button', { name: 'Enable client credentials' }))
  await user.click(await screen.findByRole('button', { name: 'Enable and show secret' }))
  const dialog = await screen.findByRole('dialog', { name: 'Client credentials of acme/deployer' })
  return { ...opened, dialog: within(dialog) }
}

const CLAIMS = { sub: 'sa_1', exp: Date.parse('2026-11-20T23:04:41Z') / 1000 }

function aToken() {
  const toPart = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${toPart({ alg: 'ES256', typ: 'at+jwt' })}.${toPart(CLAIMS)}.c2lnbmF0dXJl`
}

const pageText = () => document.documentElement.outerHTML

describe('the dialog that shows a secret', () => {
  it('sends the instant that was shown before', async () => {
    await openDialog()

    expect(enable.mock.calls[0]?.[0]).toEqual({
      account: 'sa_1',
      expiresAt: '2027-02-18T22:59:00.000Z',
    })
  })

  it('holds the secret back until it is to be seen', async () => {
    const { user, dialog } = await openDialog()
    expect(pageText()).not.toContain(SECRET)

    const hold = dialog.getByRole('button', { name: 'Hold to reveal' })
    await user.pointer({ keys: '[MouseLeft>]', target: hold })
    expect(pageText()).toContain(SECRET)

    await user.pointer({ keys: '[/MouseLeft]', target: hold })
    expect(pageText()).not.toContain(SECRET)
  })

  it.each(['{ }', '{Enter}'])('shows it while %s is held on the keyboard', async (key) => {
    const { user, dialog } = await openDialog()
    dialog.getByRole('button', { name: 'Hold to reveal' }).focus()
    await user.keyboard(key.replace('}', '>}'))
    expect(pageText()).toContain(SECRET)

    await user.keyboard(key.replace('{', '{/'))
    expect(pageText()).not.toContain(SECRET)
  })

  it('hides it when the key is let go elsewhere', async () => {
    const { user, dialog } = await openDialog()
    dialog.getByRole('button', { name: 'Hold to reveal' }).focus()
    await user.keyboard('{ >}')
    dialog.getByRole('button', { name: 'Copy secret' }).focus()
    await waitFor(() => expect(pageText()).not.toContain(SECRET))
  })

  it('can keep it visible without a mouse, and hides it when the window loses focus', async () => {
    const { user, dialog } = await openDialog()
    await user.click(dialog.getByLabelText('Keep visible'))
    expect(pageText()).toContain(SECRET)

    window.dispatchEvent(new Event('blur'))
    await waitFor(() => expect(pageText()).not.toContain(SECRET))
  })

  it('does not close by Escape or beside it', async () => {
    const { user } = await openDialog()
    await user.keyboard('{Escape}')
    const beside = document.querySelector('.MuiDialog-container')
    if (beside) await user.click(beside)
    // Time enough for a closing dialog to be gone.
    await new Promise((resolve) => setTimeout(resolve, 300))

    expect(beside).not.toBeNull()
    expect(screen.getByText('Client credentials of acme/deployer')).toBeDefined()
  })

  it('asks once before it closes uncopied', async () => {
    const { user, dialog } = await openDialog()
    await user.click(dialog.getByRole('button', { name: 'I have saved it' }))
    expect(dialog.getByText(/You have not saved the secret/)).toBeDefined()

    await user.click(dialog.getByRole('button', { name: 'Close without saving' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('closes at once after copying', async () => {
    const { user, dialog } = await openDialog()
    await user.click(dialog.getByRole('button', { name: 'Copy secret' }))
    await user.click(dialog.getByRole('button', { name: 'I have saved it' }))

    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(copySecret.mock.calls).toEqual([[SECRET]])
  })

  it('saves lines for an env file, named after the account, and closes at once after it', async () => {
    const { user, dialog } = await openDialog()
    await user.click(dialog.getByRole('button', { name: 'Save as .env' }))
    await dialog.findByText(/Downloaded as deployer.env/)
    await user.click(dialog.getByRole('button', { name: 'I have saved it' }))

    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    const text = `DOORWARD_CLIENT_ID=sa_1\nDOORWARD_CLIENT_SECRET=${SECRET}\n`
    expect(saveSecret.mock.calls).toEqual([[{ name: 'deployer.env', text }]])
  })

  it.each([
    ['nobody chose a place', () => saveSecret.mockResolvedValue(false)],
    ['it failed', () => saveSecret.mockRejectedValue(new Error('no disk'))],
  ])('still asks when it was not saved because %s', async (_, prepare) => {
    prepare()
    const { user, dialog } = await openDialog()
    await user.click(dialog.getByRole('button', { name: 'Save as .env' }))
    await user.click(dialog.getByRole('button', { name: 'I have saved it' }))

    expect(dialog.getByText(/You have not saved the secret/)).toBeDefined()
  })

  it('says whose it is, how it ends, when it ends and what it may do', async () => {
    const { dialog } = await openDialog()
    expect(dialog.getByText('…Keep')).toBeDefined()
    expect(dialog.getByText(/18 Feb 2027.*\(in 90 days\)/)).toBeDefined()
    expect(await dialog.findByText(/holds no role/)).toBeDefined()
  })

  it('tries the secret as the client would, and shows what the token says', async () => {
    const { user, dialog } = await openDialog()
    await user.click(dialog.getByRole('button', { name: 'Test now' }))
    const claims = within(await dialog.findByRole('table', { name: 'Claims' }))

    expect(requestToken.mock.calls).toEqual([[{ clientId: 'sa_1', clientSecret: SECRET }]])
    expect(claims.getByRole('row', { name: /sub sa_1/ })).toBeDefined()
    expect(claims.getByRole('row', { name: /exp .*\(in 5 minutes\)/ })).toBeDefined()
    expect(
      within(await dialog.findByRole('table', { name: 'Header' })).getByText('at+jwt'),
    ).toBeDefined()
    expect(pageText()).not.toContain(aToken())
  })

  it.each([
    [
      { ok: false, body: { error: 'invalid_client', error_description: 'No.' } },
      /refused: invalid_client/,
    ],
    [{ ok: true, body: { access_token: 'opaque' } }, /no token that can be read/],
  ])('says when the secret does not work: %j', async (answer, words) => {
    requestToken.mockResolvedValue(answer)
    const { user, dialog } = await openDialog()
    await user.click(dialog.getByRole('button', { name: 'Test now' }))
    expect(await dialog.findByText(words)).toBeDefined()
  })

  it('says when nobody answers', async () => {
    requestToken.mockRejectedValue(new Error('offline'))
    const { user, dialog } = await openDialog()
    await user.click(dialog.getByRole('button', { name: 'Test now' }))
    expect(await dialog.findByText(/could not be reached/)).toBeDefined()
  })

  it.each([
    ['Clear now', 'clear', /no longer holds the secret/],
    ['Keep', 'keep', /stays in the clipboard/],
  ])('lets the clipboard be told early: %s', async (name, told, words) => {
    const { shell, secrets } = aDesktop()
    const { user, dialog } = await openDialog(shell)
    await user.click(dialog.getByRole('button', { name: 'Copy secret' }))
    await user.click(await dialog.findByRole('button', { name }))

    expect(await dialog.findByText(words)).toBeDefined()
    expect(secrets).toEqual([told])
    expect(dialog.queryByText(/Clears in/)).toBeNull()
  })

  it('never reads the secret out', async () => {
    const { user, dialog } = await openDialog({ clearsClipboard: true })
    await user.click(dialog.getByLabelText('Keep visible'))
    await user.click(dialog.getByRole('button', { name: 'Copy secret' }))
    const live = [...document.querySelectorAll('[role=status], [role=alert], [aria-live]')]

    expect(
      live.filter((place) => place.textContent?.includes('Copied, clears in 45 seconds')),
    ).toHaveLength(1)
    expect(live.filter((place) => place.textContent?.includes(SECRET))).toEqual([])
  })

  it('still asks when copying failed', async () => {
    copySecret.mockRejectedValue(new Error('no clipboard'))
    const { user, dialog } = await openDialog()
    await user.click(dialog.getByRole('button', { name: 'Copy secret' }))
    await user.click(dialog.getByRole('button', { name: 'I have saved it' }))

    expect(dialog.getByText(/You have not saved the secret/)).toBeDefined()
  })

  it('copies lines for an env file', async () => {
    const { user, dialog } = await openDialog()
    await user.click(dialog.getByRole('button', { name: 'Copy as KEY=value' }))

    expect(copySecret.mock.calls[0]?.[0]).toBe(
      `DOORWARD_CLIENT_ID=sa_1\nDOORWARD_CLIENT_SECRET=${SECRET}\n`,
    )
  })

  it.each([
    [true, /clears in 45 seconds/],
    [false, /cannot clear the clipboard for certain/],
  ])('is honest about the clipboard (clearing: %s)', async (clearsClipboard, words) => {
    const { user, dialog } = await openDialog({ clearsClipboard })
    await user.click(dialog.getByRole('button', { name: 'Copy secret' }))

    expect(dialog.getByText(words)).toBeDefined()
  })

  it('says so when the settings leave the secret in the clipboard', async () => {
    copySecret.mockResolvedValue(0)
    const { user, dialog } = await openDialog({ clearsClipboard: true })
    await user.click(dialog.getByRole('button', { name: 'Copy secret' }))

    expect(dialog.getByText(/stays in the clipboard/)).toBeDefined()
    expect(dialog.queryByText(/Clears in/)).toBeNull()
  })

  it('keeps the window out of screenshots only while the secret is visible', async () => {
    const protectContent = vi.fn<Shell['protectContent']>().mockResolvedValue()
    const { user, dialog } = await openDialog({ protectContent })
    expect(protectContent).not.toHaveBeenCalled()

    await user.click(dialog.getByLabelText('Keep visible'))
    expect(protectContent).toHaveBeenLastCalledWith(true)
    await user.click(dialog.getByLabelText('Keep visible'))
    expect(protectContent).toHaveBeenLastCalledWith(false)
  })

  it('leaves no trace of the secret behind', async () => {
    const { user, dialog, cache, router } = await openDialog()
    await user.click(dialog.getByLabelText('Keep visible'))
    await user.click(dialog.getByRole('button', { name: 'Copy secret' }))
    await user.click(dialog.getByRole('button', { name: 'Save as .env' }))
    await user.click(dialog.getByRole('button', { name: 'Test now' }))
    await dialog.findByRole('table', { name: 'Claims' })
    await user.click(dialog.getByRole('button', { name: 'I have saved it' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())

    const queries = cache.getQueryCache().getAll()
    const mutations = cache.getMutationCache().getAll()
    const kept = JSON.stringify([
      queries.map(({ queryKey, state }) => [queryKey, state]),
      mutations.map(({ state }) => state),
      { ...localStorage },
      { ...sessionStorage },
      router.state.location,
    ])
    expect(queries.length).toBeGreaterThan(2)
    expect(kept).not.toContain(SECRET)
    expect(kept).not.toContain(aToken())
    expect(pageText()).not.toContain(SECRET)
  })
})
