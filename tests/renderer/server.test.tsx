import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { DoorwardClient } from '#contract/contract.ts'
import type { ListeningAddress } from '#contract/server.ts'
import { aListening, aServer, here } from './a-server.ts'
import { aStream } from './a-stream.ts'
import { aSettings, createFakeClient } from './fake-client.ts'
import { NOW, openWindow } from './open-window.tsx'

type Share = DoorwardClient['server']['share']
type Requests = DoorwardClient['server']['requests']
type Update = DoorwardClient['settings']['update']

const onNetwork: ListeningAddress = {
  ...{ host: '192.0.2.10', port: 7420, url: 'http://192.0.2.10:7420' },
  ...{ reach: 'network', shared: true, until: null },
}

describe('sharing on the network', () => {
  it('needs to be confirmed, and says so above the page while it lasts', async () => {
    const state = { server: aServer() }
    const share = vi.fn<Share>(async () => {
      state.server = aServer({ addresses: [here, onNetwork] })
      return { addresses: [here, onNetwork] }
    })
    const client = createFakeClient({
      server: { get: async () => state.server, listening: async () => aListening(), share },
    })
    const { user } = openWindow({ at: '/server', client })
    await user.click(await screen.findByRole('button', { name: 'Share on the local network' }))
    const dialog = within(screen.getByRole('dialog'))
    const confirm = dialog.getByRole('button', { name: 'Share' })
    expect(confirm.hasAttribute('disabled')).toBe(true)
    await user.click(dialog.getByLabelText('I know that nothing is encrypted'))
    await user.click(confirm)

    expect(await screen.findByText(/^Shared on the network without TLS: .*192/)).toBeDefined()
    expect(share.mock.lastCall?.[0]).toEqual({
      ...{ address: '192.0.2.10', hours: 1, withoutTls: true },
    })
  })
})

describe('the request log', () => {
  it('reads on from what is known, leaves the window’s own out, and holds still in a pause', async () => {
    const request = {
      ...{ at: NOW.toISOString(), method: 'GET', status: 200, durationMs: 1, client: null },
      ...{ address: '192.0.2.7', correlationId: 'req_1' },
    }
    const requests = vi.fn<Requests>(async ({ after = 0 } = {}) => ({
      items: [
        { ...request, sequence: Number(after) + 1, path: '/rpc/whoami' },
        { ...request, sequence: Number(after) + 2, path: `/api/v1/groups-${after}` },
      ],
    }))
    const { changes, streams } = aStream()
    const client = createFakeClient({ changes, server: { get: async () => aServer(), requests } })
    const { user } = openWindow({ at: '/server?tab=requests', client })
    await screen.findByText('GET /api/v1/groups-0')
    await waitFor(() => expect(streams.length).toBeGreaterThan(0))
    // What was gathered when the stream began is asked for by then.
    await new Promise((resolve) => setTimeout(resolve, 1000))
    const before = requests.mock.calls.length
    const hear = () => act(async () => streams.at(-1)?.tell({ resource: 'requests' }))
    await hear()
    await screen.findByText(`GET /api/v1/groups-${before * 2}`)
    expect(screen.queryByText('GET /rpc/whoami')).toBeNull()
    expect(requests.mock.calls.slice(0, 2).map(([input]) => input)).toEqual([
      { after: 0 },
      { after: 2 },
    ])
    await user.click(screen.getByRole('button', { name: 'Pause' }))
    await hear()
    expect(await screen.findByText(/more since the pause$/)).toBeDefined()
  })
})

describe('the settings of tokens', () => {
  it('are saved as a whole, and bounds are told before anything is sent', async () => {
    const update = vi.fn<Update>(async () => aSettings({ version: 2 }))
    const client = createFakeClient({
      server: { get: async () => aServer() },
      settings: { update, get: async () => aSettings() },
    })
    const { user } = openWindow({ at: '/server?tab=limits', client })
    const field = await screen.findByLabelText('Access token lifetime in seconds')
    await user.clear(field)
    await user.type(field, '10')
    await user.click(screen.getByRole('button', { name: 'Save settings' }))
    expect(await screen.findByText('Use a whole number from 60 to 86400.')).toBeDefined()
    expect(update).not.toHaveBeenCalled()
    await user.clear(field)
    await user.type(field, '600')
    await user.click(screen.getByRole('button', { name: 'Save settings' }))

    await screen.findByText('The settings were saved.')
    expect(update.mock.lastCall?.[0]).toMatchObject({ version: 1, accessTokenLifetimeSeconds: 600 })
  })
})
