import type { Room } from './room.ts'
import { openDialog } from './steps.ts'

export const server: Room = {
  places: [
    { name: 'server', path: '/server' },
    {
      name: 'server-share',
      path: '/server',
      prepare: (page) => openDialog(page, 'Share on the local network'),
    },
    { name: 'server-keys', path: '/server?tab=keys' },
    {
      name: 'server-rotate',
      path: '/server?tab=keys',
      prepare: (page) => openDialog(page, 'Rotate at once'),
    },
    { name: 'server-limits', path: '/server?tab=limits' },
    {
      name: 'server-requests',
      path: '/server?tab=requests',
      prepare: async (page) => {
        await page.getByRole('table', { name: 'Requests' }).waitFor()
        await page.getByRole('button', { name: 'Pause' }).click()
      },
    },
    {
      name: 'server-shared',
      path: '/server',
      prepare: async (page, running) => {
        const { body } = await running.api('GET', '/server')
        const address = body.shareable[0]?.address
        if (address === undefined) return
        await running.api('POST', '/server/share', { address, hours: 1, withoutTls: true })
        await page.reload()
        await page.getByText(/^Shared on the network without TLS/).waitFor()
      },
    },
  ],
}
