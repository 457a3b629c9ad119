import type { Page } from 'playwright-core'
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
    { name: 'server-listening', path: '/server', prepare: (page) => scrollTo(page, 'Save', 0) },
    {
      name: 'server-new-issuer',
      path: '/server',
      prepare: async (page) => {
        await page.getByLabel('Public URL').fill('https://doorward.acme.example')
        await page.getByRole('button', { name: 'Save' }).first().click()
        await page.getByRole('dialog').waitFor()
      },
    },
    {
      name: 'server-tls-files',
      path: '/server',
      prepare: async (page) => {
        await page.getByLabel('Certificate', { exact: true }).selectOption('files')
        await page.getByLabel('Certificate chain (PEM)').fill('/etc/ssl/doorward.pem')
        await page.getByLabel('Private key (PEM)').fill('/nowhere/doorward.key')
        await page.getByRole('button', { name: 'Save' }).last().click()
        await page
          .getByText(/is not there, on the machine/)
          .first()
          .waitFor()
        await scrollTo(page, 'Save', 1)
      },
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
    {
      name: 'server-pending',
      path: '/server',
      prepare: async (page, running) => {
        await running.api('POST', '/server/unshare', {})
        const { body } = await running.api('GET', '/server/listening')
        await running.api('PATCH', '/server/listening', {
          ...{ version: body.version, newIssuer: true, publicUrl: 'https://doorward.acme.example' },
          tls: { kind: 'own', names: ['doorward.internal'] },
        })
        await page.reload()
        await page.getByRole('table', { name: 'What changes at the next start' }).waitFor()
      },
    },
    {
      name: 'server-authority',
      path: '/server',
      prepare: async (page) => {
        const button = page.getByRole('button', { name: 'Download CA certificate' })
        await button.waitFor()
        await button.scrollIntoViewIfNeeded()
      },
    },
  ],
}

async function scrollTo(page: Page, button: string, index: number): Promise<void> {
  const found = page.getByRole('button', { name: button, exact: true }).nth(index)
  await found.waitFor()
  await found.scrollIntoViewIfNeeded()
}
