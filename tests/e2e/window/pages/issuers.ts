import type { Page } from 'playwright-core'
import type { Room } from './room.ts'
import { openDialog } from './steps.ts'

export const issuers: Room = {
  places: [
    { name: 'issuers', path: '/issuers' },
    { name: 'issuer', path: '/issuers', prepare: openIssuer },
    {
      name: 'issuer-new',
      path: '/issuers',
      prepare: (page) => openDialog(page, 'Register issuer'),
    },
  ],
}

async function openIssuer(page: Page): Promise<void> {
  await page.getByRole('gridcell').first().click()
  await page.getByRole('button', { name: 'Refresh keys' }).waitFor()
}
