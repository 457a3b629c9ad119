import { act, screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { createFakeClient } from './fake-client.ts'
import { aDesktop } from './fake-desktop.ts'
import { openWindow } from './open-window.tsx'

beforeEach(() => localStorage.clear())

const client = createFakeClient()
const findCover = () => screen.findByRole('dialog', { name: 'Locked' })
const findHeading = () => screen.findByRole('heading', { name: 'Settings', level: 1 })

describe('the cover of a locked window', () => {
  it('hides the page as soon as the window is locked, until somebody goes on', async () => {
    const { shell, state, tell } = aDesktop()
    const { user } = openWindow({ at: '/settings', client, shell })
    await findHeading()
    expect(screen.queryByRole('dialog')).toBeNull()

    state.locked = true
    act(() => tell('lock'))
    await findCover()
    expect(screen.queryByRole('heading', { name: 'Settings', level: 1 })).toBeNull()

    await user.click(screen.getByRole('button', { name: 'Continue' }))
    await findHeading()
    expect(state.locked).toBe(false)
  })

  it('is there again in a window that was locked and loaded again', async () => {
    openWindow({ at: '/settings', client, shell: aDesktop({ locked: true }).shell })
    await findCover()
  })

  it('does not give way to Escape', async () => {
    const { shell } = aDesktop({ locked: true })
    const { user } = openWindow({ at: '/settings', client, shell })
    await findCover()
    await user.keyboard('{Escape}')
    await findCover()
  })

  it('stays when the lock came while the window asked', async () => {
    const { shell, tell } = aDesktop()
    openWindow({ at: '/settings', client, shell })
    act(() => tell('lock'))
    await findCover()
    await act(async () => new Promise((resolve) => setTimeout(resolve, 50)))
    await findCover()
  })

  it('stops listening with the window', async () => {
    const { shell, listeners } = aDesktop()
    const { unmount } = openWindow({ at: '/settings', client, shell })
    await waitFor(() => expect(listeners.size).toBeGreaterThan(0))
    unmount()
    expect(listeners.size).toBe(0)
  })
})
