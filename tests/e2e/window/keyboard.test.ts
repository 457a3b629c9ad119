import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { aDataDirectory, inDirectory, startHeadless } from '#support/headless-process.ts'
import { browserPath } from '#support/launch-browser.ts'
import { openPage } from '#support/open-browser.ts'
import { findFaults } from './pages/find-faults.ts'
import { settle } from './pages/steps.ts'

const start = async () =>
  startHeadless({ args: ['--sign-in-link'], env: inDirectory(await aDataDirectory()) })

/** Presses Tab until something by this name has the keyboard. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    const focused = await page.evaluate(() => {
      const { activeElement: element } = document
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : []
      const label = element?.getAttribute('aria-label')
      return label ?? (labels.map((each) => each.textContent).join() || element?.textContent) ?? ''
    })
    if (name.test(focused)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${name}.`)
}

async function choose(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.locator('[role=combobox]:focus').waitFor()
  await page.keyboard.type(text)
  await page
    .getByRole('option', { name: new RegExp(text) })
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
}

it.skipIf(browserPath === undefined)(
  'without a mouse: sign in, make a group and an account, copy its secret, close',
  async () => {
    const server = await start()
    const { page } = await openPage({
      permissions: ['clipboard-read', 'clipboard-write'],
      origin: server.url,
    })
    await page.goto(/http\S+#sign-in=\S+/.exec(server.output.stdout)?.[0] ?? '')
    await page.getByRole('heading', { level: 1 }).waitFor()

    await choose(page, 'New group')
    await page.getByRole('dialog', { name: /group/i }).getByLabel('Name').waitFor()
    await tabTo(page, /^Name/)
    await page.keyboard.type('acme')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'acme' }).waitFor()
    await settle(page)

    await choose(page, 'New service account in')
    await page.keyboard.type('acme')
    await page.getByRole('option', { name: 'acme' }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/service-accounts\/new/)
    await settle(page)
    await tabTo(page, /^Name/)
    await page.keyboard.type('deployer')
    await tabTo(page, /client credentials/i)
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: /Client credentials of/ })
    await dialog.waitFor()

    await tabTo(page, /^Copy( client)? secret$|^Copy$/i)
    await page.keyboard.press('Enter')
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()), { timeout: 20_000 })
      .toMatch(/^dwcs_/)
    await tabTo(page, /saved|close|done/i)
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
  },
)

it.skipIf(browserPath === undefined)(
  'at twice the size, with icons for the navigation, nothing is cut',
  async () => {
    const server = await start()
    await server.api('POST', '/groups', { name: 'acme' })
    const { page } = await openPage()
    // What a window of 1280×800 has at 200 %.
    await page.setViewportSize({ width: 640, height: 400 })
    await page.goto(/http\S+#sign-in=\S+/.exec(server.output.stdout)?.[0] ?? '')
    await page.getByRole('heading', { level: 1 }).waitFor()
    const faults: string[] = []
    for (const path of ['/', '/groups', '/groups/acme', '/service-accounts', '/settings']) {
      await page.goto(server.url + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await settle(page)
      faults.push(...(await findFaults(page, path)))
    }
    const navigation = page.getByRole('navigation', { name: 'Main' })
    expect((await navigation.boundingBox())?.width).toBeLessThan(60)
    await navigation.getByRole('link', { name: 'Service accounts' }).click()
    await page.waitForURL(/service-accounts$/)

    expect(faults).toEqual([])
  },
)
