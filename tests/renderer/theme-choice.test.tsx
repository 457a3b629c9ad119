import { screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { createBrowserShell } from '#renderer/lib/browser-shell.ts'
import { usualPreferences } from '#renderer/lib/preferences.ts'
import { createFakeClient } from './fake-client.ts'
import { openWindow } from './open-window.tsx'

beforeEach(() => localStorage.clear())

describe('the theme', () => {
  it('is applied when chosen, and kept for the next start', async () => {
    const { user } = openWindow({ at: '/settings', client: createFakeClient() })
    await user.click(await screen.findByRole('button', { name: 'Dark' }))

    await waitFor(() =>
      expect(document.documentElement.getAttribute('data-color-scheme')).toBe('dark'),
    )
    expect(await createBrowserShell(localStorage).getPreferences()).toMatchObject({
      theme: 'dark',
    })
  })

  it('follows the menu in the top bar as well', async () => {
    const { user } = openWindow({ at: '/settings', client: createFakeClient() })
    await user.click(await screen.findByRole('button', { name: 'Theme: Light' }))
    await user.click(await screen.findByRole('menuitemradio', { name: 'Dark' }))

    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Dark' }).getAttribute('aria-pressed')).toBe(
        'true',
      ),
    )
  })

  it.each([null, 'purple', '{"theme":"dark"}'])('is like the system for "%s"', async (kept) => {
    if (kept !== null) localStorage.setItem('doorward.theme', kept)

    expect(await createBrowserShell(localStorage).getPreferences()).toEqual(usualPreferences)
  })
})
