import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { aDataDirectory, inDirectory, startHeadless } from '#support/headless-process.ts'
import { browserPath } from '#support/launch-browser.ts'
import { openPage } from '#support/open-browser.ts'
import { fillAttempts } from './pages/attempts.ts'
import { fill } from './pages/fill.ts'
import { settle } from './pages/steps.ts'

const PICTURE = resolve(import.meta.dirname, '../screenshots/readme-attempt.png')

describe.skipIf(browserPath === undefined)('a refusal that is looked into', () => {
  it('says in one sentence what did not fit, and is copied for a ticket', async () => {
    const server = await startHeadless({
      args: ['--sign-in-link'],
      env: inDirectory(await aDataDirectory()),
    })
    await fill(server)
    await fillAttempts(server)
    const permissions = ['clipboard-read', 'clipboard-write']
    const { page, complaints } = await openPage({ origin: server.url, permissions })
    await page.goto(/http\S+#sign-in=\S+/.exec(server.output.stdout)?.[0] ?? '')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.getByRole('link', { name: 'Attempts', exact: true }).click()
    await page.getByText('3 ×').waitFor()
    await page.getByText('Refused: claims do not fit').click()

    const headline = 'The claim environment is Production, but “Deploy main” expects production.'
    await page.getByText(headline).waitFor()
    await page.getByText('Only the letter case differs.').waitFor()
    await settle(page)
    await page.screenshot({ path: PICTURE })
    const place = page.url()
    await page.getByRole('button', { name: 'Copy for a ticket' }).click()
    await page.getByText(/^Copied\./).waitFor()
    const ticket = await page.evaluate(() => navigator.clipboard.readText())
    expect(ticket).toContain(headline)
    expect(ticket).not.toContain('127.0.0.1')

    await page.reload()
    await page.getByText(headline).waitFor()
    expect(page.url()).toBe(place)
    expect(complaints).toEqual([])
  })
})
