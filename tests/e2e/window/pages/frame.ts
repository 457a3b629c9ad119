import type { Page } from 'playwright-core'
import type { Room } from './room.ts'
import { press, settle } from './steps.ts'

export const frame: Room = {
  places: [
    { name: 'not-found', path: '/no-such-page' },
    { name: 'sign-in', path: '/', prepare: signOut },
  ],
}

async function signOut(page: Page): Promise<void> {
  await press(page, 'Account')
  await page.getByRole('menuitem', { name: /sign out/i }).click()
  await page.getByRole('heading', { name: /sign in/i }).waitFor()
  await settle(page)
}
