import { act, screen, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { Change } from '#contract/changes.ts'
import { aStream } from './a-stream.ts'
import { createFakeClient } from './fake-client.ts'
import { openWindow } from './open-window.tsx'

async function open() {
  const stream = aStream()
  const list = vi.fn(async () => ({ items: [], nextCursor: null }))
  const issuers = vi.fn(async () => ({ items: [], nextCursor: null }))
  const client = createFakeClient({
    changes: stream.changes,
    groups: { list: list as never },
    issuers: { list: issuers as never },
  })
  const opened = openWindow({ at: '/groups', client })
  await screen.findByRole('heading', { level: 1 })
  await waitFor(() => expect(stream.streams.length).toBeGreaterThan(0))
  const tell = (change: Change) => act(async () => stream.streams.at(-1)?.tell(change))
  return { ...opened, ...stream, list, issuers, tell }
}

describe('what others change', () => {
  it('is asked for again, and nothing else', async () => {
    const { list, issuers, tell } = await open()
    const before = list.mock.calls.length

    await tell({ resource: 'groups', id: 'grp_1' })

    await waitFor(() => expect(list.mock.calls.length).toBeGreaterThan(before))
    expect(issuers).not.toHaveBeenCalled()
  })

  it('is asked for once when much of it comes at once', async () => {
    const { list, tell } = await open()
    await new Promise((resolve) => setTimeout(resolve, 600))
    const before = list.mock.calls.length
    for (let time = 0; time < 20; time += 1) await tell({ resource: 'groups', id: `grp_${time}` })

    await new Promise((resolve) => setTimeout(resolve, 1000))
    const queries = new Set(list.mock.calls.map((call) => JSON.stringify(call)))
    expect(list.mock.calls.length - before).toBeLessThanOrEqual(queries.size)
  })

  it('is followed anew after the connection broke, and all is asked for again', async () => {
    const { streams, list } = await open()
    const before = list.mock.calls.length
    const connections = streams.length

    await act(async () => streams.at(-1)?.cut())

    await waitFor(() => expect(streams.length).toBeGreaterThan(connections))
    await waitFor(() => expect(list.mock.calls.length).toBeGreaterThan(before))
  })

  it('is not followed while nobody can see the window', async () => {
    const { streams } = await open()
    const state = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    act(() => void document.dispatchEvent(new Event('visibilitychange')))
    await waitFor(() => expect(streams.every(({ isOver }) => isOver)).toBe(true))

    const connections = streams.length
    state.mockReturnValue('visible')
    act(() => void document.dispatchEvent(new Event('visibilitychange')))
    await waitFor(() => expect(streams.length).toBeGreaterThan(connections))
    state.mockRestore()
  })
})
