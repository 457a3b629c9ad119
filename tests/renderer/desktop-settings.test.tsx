import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { createFakeClient } from './fake-client.ts'
import { aDesktop } from './fake-desktop.ts'
import { openWindow } from './open-window.tsx'

beforeEach(() => localStorage.clear())

const client = createFakeClient()
const findSection = async () => within(await screen.findByRole('region', { name: 'Desktop' }))

describe('the settings of the desktop', () => {
  it('are hidden in a browser', async () => {
    openWindow({ at: '/settings', client })
    await screen.findByRole('region', { name: 'Appearance' })
    expect(screen.queryByRole('region', { name: 'Desktop' })).toBeNull()
  })

  it('hold at once when they are changed', async () => {
    const { shell, state } = aDesktop()
    const { user } = openWindow({ at: '/settings', client, shell })
    const section = await findSection()

    await user.selectOptions(
      await section.findByLabelText('When the window is closed'),
      'Keep the server running in the tray',
    )
    await user.selectOptions(section.getByLabelText(/^Cover the window/), 'After 15 minutes')
    await user.selectOptions(section.getByLabelText(/^Clear a copied secret/), 'Never')
    await user.click(section.getByLabelText('Start in the tray when I log in'))
    await user.click(section.getByLabelText(/client secrets that expire soon/))
    await user.click(section.getByLabelText(/a client is locked out/))

    expect(state.settings).toEqual({
      whenClosed: 'keep_running',
      startAtLogin: true,
      notifyExpiring: true,
      notifyLockouts: true,
      lockAfterMinutes: 15,
      clearClipboardSeconds: 0,
      updateFeed: '',
    })
    await waitFor(() =>
      // Safe: the label belongs to an input.
      expect((section.getByLabelText(/locked out/) as HTMLInputElement).checked).toBe(true),
    )
  })

  it('offer no start at login where there is none', async () => {
    const { shell } = aDesktop({ settings: { startAtLogin: null } })
    openWindow({ at: '/settings', client, shell })
    const section = await findSection()
    await section.findByLabelText(/a client is locked out/)
    expect(section.queryByLabelText(/log in/)).toBeNull()
  })

  it('show a number that is not among the usual ones', async () => {
    const { shell } = aDesktop({ settings: { lockAfterMinutes: 42 } })
    openWindow({ at: '/settings', client, shell })
    const section = await findSection()
    expect(await section.findByDisplayValue('After 42 minutes')).toBeDefined()
  })

  it('say so when a change was not kept', async () => {
    const { shell, state } = aDesktop()
    const { desktop } = shell
    if (!desktop) throw new Error('the test has no desktop')
    const broken = {
      ...desktop,
      changeDesktopSettings: () => Promise.reject(new Error('disk full')),
    }
    const { user } = openWindow({ at: '/settings', client, shell: { ...shell, desktop: broken } })
    const section = await findSection()
    await user.click(await section.findByLabelText(/a client is locked out/))
    expect((await section.findByRole('alert')).textContent).toContain('could not be read or saved')
    expect(state.settings.notifyLockouts).toBe(false)
  })
})

describe('newer versions', () => {
  const address = 'Address that announces new versions (optional)'

  it('are looked for only where an address was set', async () => {
    const { shell, state } = aDesktop()
    const { user } = openWindow({ at: '/settings', client, shell })
    const section = await findSection()
    const field = await section.findByLabelText(address)
    expect(section.queryByRole('button', { name: 'Look for a new version' })).toBeNull()

    await user.type(field, 'https://example.com/feed')
    await user.click(section.getByRole('button', { name: 'Save address' }))
    await section.findByRole('button', { name: 'Look for a new version' })
    expect(state.settings.updateFeed).toBe('https://example.com/feed')
  })

  it.each(['http://example.com/feed', 'file:///feed', 'example'])(
    'are not asked of %s',
    async (typed) => {
      const { shell, state } = aDesktop()
      const { user } = openWindow({ at: '/settings', client, shell })
      const section = await findSection()
      await user.type(await section.findByLabelText(address), typed)
      await user.click(section.getByRole('button', { name: 'Save address' }))
      expect(section.getByText(/begins with https/)).toBeDefined()
      expect(state.settings.updateFeed).toBe('')
    },
  )

  it.each([
    [
      'a newer one',
      async () => ({ version: '0.2.0', notesUrl: 'https://a.example/n' }),
      /0\.2\.0 is out/,
    ],
    ['none', async () => null, /no newer version/],
    [
      'a failure',
      () => Promise.reject(new Error('The update feed could not be read.')),
      /could not be read/,
    ],
  ])('tell of %s', async (_, findNewerVersion, words) => {
    const settings = { updateFeed: 'https://example.com/feed' }
    const { shell, opened } = aDesktop({ settings, findNewerVersion })
    const { user } = openWindow({ at: '/settings', client, shell })
    const section = await findSection()
    await user.click(await section.findByRole('button', { name: 'Look for a new version' }))
    expect(await section.findByText(words)).toBeDefined()

    const notes = section.queryByRole('button', { name: 'Release notes' })
    if (notes) await user.click(notes)
    expect(opened).toEqual(notes ? ['https://a.example/n'] : [])
  })
})
