import type { Page } from 'playwright-core'
import type { Room } from './room.ts'

export const attempts: Room = {
  places: [
    { name: 'attempts', path: '/attempts' },
    { name: 'attempt', path: '/attempts', prepare: openAttempt },
  ],
}

async function openAttempt(page: Page): Promise<void> {
  await page.getByRole('row').nth(1).getByRole('gridcell').first().click()
  await page.getByRole('heading', { name: 'The token itself' }).waitFor()
}
