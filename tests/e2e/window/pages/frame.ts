import type { Page } from 'playwright-core'
import type { Room } from './room.ts'
import { press, settle } from './steps.ts'

export const frame: Room = {
  places: [
    { name: 'not-found', path: '/no-such-page' },
    { name: 'find', path: '/groups', prepare: find },
    { name: 'find-thing', path: '/groups', prepare: findThing },
    { name: 'keys', path: '/groups', prepare: (page) => page.keyboard.press('?') },
    { name: 'sign-in', path: '/', prepare: signOut },
  ],
}

async function find(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('option').first().waitFor()
}

async function findThing(page: Page): Promise<void> {
  await find(page)
  await page.keyboard.type('deploy')
  await page.getByRole('option', { name: /acme\/platform\/deployer/ }).waitFor()
}

async function signOut(page: Page): Promise<void> {
  await press(page, 'Account')
  await page.getByRole('menuitem', { name: /sign out/i }).click()
  await page.getByRole('heading', { name: /sign in/i }).waitFor()
  await settle(page)
}
