import { act, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { resolveLanguage, speak } from '#renderer/lib/language.ts'
import { createFakeClient } from './fake-client.ts'
import { openWindow } from './open-window.tsx'

beforeEach(() => localStorage.clear())
afterEach(() => speak('en'))

describe('the language', () => {
  it('is spoken at once when chosen, and kept for the next start', async () => {
    const { user } = openWindow({ at: '/settings', client: createFakeClient() })
    await screen.findByRole('link', { name: 'Groups' })

    await user.click(await screen.findByRole('button', { name: 'Deutsch' }))

    expect(await screen.findByRole('link', { name: 'Gruppen' })).toBeTruthy()
    expect(document.documentElement.lang).toBe('de')
    expect(localStorage.getItem('doorward.language')).toBe('de')
  })

  it('follows a choice made in another window of the same browser', async () => {
    openWindow({ at: '/settings', client: createFakeClient() })
    await screen.findByRole('link', { name: 'Groups' })

    localStorage.setItem('doorward.language', 'de')
    act(() => void window.dispatchEvent(new StorageEvent('storage')))

    await waitFor(() => expect(screen.getByRole('link', { name: 'Gruppen' })).toBeTruthy())
  })

  it.each([
    ['system', ['de-AT', 'en'], 'de'],
    ['system', ['fr', 'de'], 'de'],
    ['system', ['fr', 'tlh'], 'en'],
    ['system', [], 'en'],
    ['en', ['de'], 'en'],
    ['de', ['en'], 'de'],
  ] as const)('%s among %j is %s', (choice, asked, expected) => {
    expect(resolveLanguage(choice, asked)).toBe(expected)
  })
})
