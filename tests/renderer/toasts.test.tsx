import { act, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { aRefusal, createFakeClient } from './fake-client.ts'
import { openWindow } from './open-window.tsx'

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
})
afterEach(() => {
  vi.useRealTimers()
})

const messages = () => within(screen.getByRole('region', { name: 'Messages' }))
const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds))

async function openWithUndo(undo: () => Promise<void>) {
  const opened = openWindow({ at: '/no-such-place', client: createFakeClient() })
  await screen.findByRole('heading', { level: 1 })
  act(() => opened.toasts.getState().show({ text: 'deployer was disabled.', undo }))
  return opened
}

describe('a toast with undo', () => {
  it('stays for ten seconds', async () => {
    await openWithUndo(async () => {})

    await pass(9_500)
    expect(messages().getByText('deployer was disabled.')).toBeTruthy()
    await pass(600)
    expect(messages().queryByText('deployer was disabled.')).toBeNull()
  })

  it.each([
    ['pointed at', 'hover', 'unhover'],
    ['focused', 'focus', 'blur'],
  ] as const)('waits while it is %s', async (_, hold, release) => {
    const { user } = await openWithUndo(async () => {})
    const button = messages().getByRole('button', { name: 'Undo' })
    const holds = { hover: () => user.hover(button), focus: async () => act(() => button.focus()) }
    const releases = {
      unhover: () => user.unhover(button),
      blur: async () => act(() => button.blur()),
    }

    await holds[hold]()
    await pass(30_000)
    expect(messages().getByText('deployer was disabled.')).toBeTruthy()

    await releases[release]()
    await pass(10_100)
    expect(messages().queryByText('deployer was disabled.')).toBeNull()
  })

  it('takes back what was done, once, and says so', async () => {
    const undo = vi.fn(async () => {})
    const { user } = await openWithUndo(undo)

    await user.click(messages().getByRole('button', { name: 'Undo' }))

    expect(await messages().findByText('Undone')).toBeTruthy()
    expect(messages().queryByText('deployer was disabled.')).toBeNull()
    expect(undo).toHaveBeenCalledTimes(1)
  })

  it('says why it could not be taken back', async () => {
    const { user } = await openWithUndo(() => Promise.reject(aRefusal('version_conflict')))

    await user.click(messages().getByRole('button', { name: 'Undo' }))

    expect(await messages().findByText('Somebody changed this meanwhile')).toBeTruthy()
    await waitFor(() => expect(messages().queryByText('deployer was disabled.')).toBeNull())
  })

  it('counts the same cause, and takes back the latest', async () => {
    const first = vi.fn(async () => {})
    const second = vi.fn(async () => {})
    const { user, toasts } = await openWithUndo(first)

    act(() => toasts.getState().show({ text: 'deployer was disabled.', undo: second }))
    expect(messages().getByText('deployer was disabled. (2 times)')).toBeTruthy()
    await user.click(messages().getByRole('button', { name: 'Undo' }))

    await waitFor(() => expect(second).toHaveBeenCalledTimes(1))
    expect(first).not.toHaveBeenCalled()
  })
})
