import { expect, it } from 'vitest'
import { aDataDirectory, inDirectory, startHeadless } from '#support/headless-process.ts'
import { browserPath } from '#support/launch-browser.ts'
import { openPage } from '#support/open-browser.ts'

const patience = { timeout: 30_000 }

it.skipIf(browserPath === undefined)(
  'what is changed in one window or by the API appears in another, and typing goes on',
  async () => {
    const server = await startHeadless({
      args: ['--sign-in-link'],
      env: inDirectory(await aDataDirectory()),
    })
    const { page: one, context, complaints } = await openPage()
    await one.goto(/http\S+#sign-in=\S+/.exec(server.output.stdout)?.[0] ?? '')
    await one.getByRole('heading', { level: 1 }).waitFor()
    await one.goto(`${server.url}/groups`)
    const other = await context.newPage()
    await other.goto(`${server.url}/groups`)
    const main = other.getByRole('main')
    await main.getByRole('heading', { level: 1 }).waitFor()

    await one.getByRole('button', { name: 'New group' }).first().click()
    await one.getByRole('dialog').getByLabel('Name').fill('from-a-window')
    await one
      .getByRole('dialog')
      .getByRole('button', { name: /create/i })
      .click()
    await main.getByText('from-a-window').first().waitFor(patience)

    await other.getByRole('button', { name: 'New group' }).first().click()
    const name = other.getByRole('dialog').getByLabel('Name')
    await name.fill('half-typed')
    await server.api('POST', '/groups', { name: 'from-the-api' })
    await other.getByText('from-the-api').first().waitFor(patience)

    expect(await name.inputValue()).toBe('half-typed')
    expect(await name.evaluate((input) => document.activeElement === input)).toBe(true)
    expect(complaints).toEqual([])
  },
)
