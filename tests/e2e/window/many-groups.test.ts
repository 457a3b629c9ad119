import type { Locator } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { aDataDirectory, inDirectory, startHeadless } from '#support/headless-process.ts'
import { browserPath } from '#support/launch-browser.ts'
import { openPage } from '#support/open-browser.ts'

const GROUPS = 60

describe.skipIf(browserPath === undefined)('the navigation with many groups', () => {
  it('keeps every place in sight at 1024×700, and shows where one is', async () => {
    const server = await startHeadless({
      args: ['--sign-in-link'],
      env: inDirectory(await aDataDirectory()),
    })
    for (let number = 0; number < GROUPS; number += 1) {
      await server.api('POST', '/groups', { name: `team-${String(number).padStart(2, '0')}` })
    }
    const { page } = await openPage()
    await page.goto(/http\S+#sign-in=\S+/.exec(server.output.stdout)?.[0] ?? '')
    const navigation = page.getByRole('navigation', { name: 'Main' })
    await navigation.getByRole('link', { name: 'team-00' }).waitFor()

    const places = ['Home', 'Groups', 'Service accounts', 'Tokens', 'Issuers', 'Teams', 'Settings']
    const bottoms = places.map((name) =>
      bottomOf(navigation.getByRole('link', { name, exact: true })),
    )
    expect(Math.max(...(await Promise.all(bottoms)))).toBeLessThanOrEqual(700)

    const last = navigation.getByRole('link', { name: 'team-59' })
    expect(await isInSight(last)).toBe(false)
    await page.goto(`${server.url}/groups/team-59`)
    await page.getByRole('heading', { level: 1, name: 'team-59' }).waitFor()
    await last.waitFor()
    await expect.poll(() => isInSight(last)).toBe(true)
    expect(await bottomOf(navigation.getByRole('link', { name: 'Settings' }))).toBeLessThan(701)
  })
})

async function bottomOf(link: Locator): Promise<number> {
  const box = await link.boundingBox()
  return box ? box.y + box.height : Number.POSITIVE_INFINITY
}

/** Whether it can be clicked where it is; what is scrolled away lies below something else. */
function isInSight(link: Locator): Promise<boolean> {
  return link.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect()
    return element.contains(document.elementFromPoint(x + width / 2, y + height / 2))
  })
}
