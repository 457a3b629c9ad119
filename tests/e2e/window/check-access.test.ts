import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import {
  aDataDirectory,
  type HeadlessProcess,
  inDirectory,
  startHeadless,
} from '#support/headless-process.ts'
import { browserPath } from '#support/launch-browser.ts'
import { openPage } from '#support/open-browser.ts'
import { runCurl } from '#support/run-curl.ts'

describe.skipIf(browserPath === undefined)('from a person without a role to a token', () => {
  it('says why access is given, why it is gone, and lets a token do less', async () => {
    const server = await startHeadless({
      args: ['--sign-in-link'],
      env: inDirectory(await aDataDirectory()),
    })
    const { page, complaints, requested } = await openPage({
      permissions: ['clipboard-read', 'clipboard-write'],
      origin: server.url,
    })
    await page.goto(/http\S+#sign-in=\S+/.exec(server.output.stdout)?.[0] ?? '')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await server.api('POST', '/groups', { name: 'acme' })
    await server.api('POST', '/groups', { name: 'platform', parent: 'acme' })

    await addUser(page, server)
    await createTeam(page, server)
    await createRole(page, server)
    const member = { namespace: 'acme', principal: 'team:ops', role: 'account-maker' }
    const { body: membership } = await server.api('POST', '/members', member)

    await check(page, server)
    await page.getByRole('heading', { name: 'Yes' }).waitFor()
    const decided = page.getByRole('row', { name: /account-maker/ })
    expect(await decided.textContent()).toBe('account-makeropsacmeDecides: allows it')

    await server.api('DELETE', `/members/${membership.id}`)
    await page.reload()
    await page.getByRole('heading', { name: 'No' }).waitFor()
    await page.getByText('There is no role here or above that counts for them.').waitFor()

    await server.api('POST', '/members', member)
    const value = await createToken(page, server)
    const statusOf = async (token: string, path: string) =>
      runCurl(
        `curl -s -o /dev/null -w '%{http_code}' -H 'authorization: Bearer ${token}' '${server.url}/api/v1${path}'`,
      )
    expect(await statusOf(value, '/groups/acme%2Fplatform')).toBe('200')
    // Its owner may, and so would a token that leaves nothing out.
    expect(await statusOf(value, '/groups/acme')).toBe('404')
    const created = JSON.parse(
      await runCurl(
        `curl -s -X POST -H 'authorization: Bearer ${value}' -H 'content-type: application/json' -d '{"group":"acme/platform","name":"robot","clientCredentials":{"enabled":true}}' '${server.url}/api/v1/service-accounts'`,
      ),
    )
    expect(created).toMatchObject({ code: 'forbidden' })

    const renewed = await rotateToken(page)
    expect(await statusOf(value, '/whoami')).toBe('401')
    expect(await statusOf(renewed, '/whoami')).toBe('200')
    await deleteToken(page)
    expect(await statusOf(renewed, '/whoami')).toBe('401')

    expect(complaints).toEqual([])
    expect(requested.filter((url) => !url.startsWith(server.url))).toEqual([])
  })
})

async function addUser(page: Page, server: HeadlessProcess): Promise<void> {
  await page.goto(`${server.url}/users`)
  await page.getByRole('button', { name: 'New user' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Ada Lovelace')
  await page.getByLabel('E-mail').fill('ada@acme.example')
  await page.getByRole('button', { name: 'Add user' }).click()
  await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor()
}

async function createTeam(page: Page, server: HeadlessProcess): Promise<void> {
  await page.goto(`${server.url}/teams`)
  await page.getByRole('button', { name: 'New team' }).click()
  await page.getByLabel('Name', { exact: true }).fill('ops')
  await page.getByRole('button', { name: 'Create team' }).click()
  await choose(page, 'Add a user', 'ada', /^ada@acme.example/)
  await page.getByRole('button', { name: 'Remove ada@acme.example' }).waitFor()
}

async function createRole(page: Page, server: HeadlessProcess): Promise<void> {
  await page.goto(`${server.url}/roles`)
  await page.getByRole('button', { name: 'New role' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill('account-maker')
  const groups = dialog.getByRole('group', { name: 'Groups', exact: true })
  await groups.getByLabel('View', { exact: true }).check()
  const accounts = dialog.getByRole('group', { name: 'Service accounts', exact: true })
  await accounts.getByLabel('Create', { exact: true }).check()
  await dialog.getByRole('button', { name: 'Create role' }).click()
  await page.getByRole('heading', { name: 'account-maker' }).waitFor()
}

async function check(page: Page, server: HeadlessProcess): Promise<void> {
  await page.goto(`${server.url}/access`)
  await choose(page, 'Who', 'ada', /^ada@acme.example/)
  await page.getByLabel('May do').selectOption({ label: 'Service accounts: Create' })
  await choose(page, 'Where', 'platform', /^acme\/platform/)
}

/** Creates a token of Ada's that sees groups in one place only; gives its value. */
async function createToken(page: Page, server: HeadlessProcess): Promise<string> {
  await page.goto(`${server.url}/tokens`)
  await page.getByRole('button', { name: 'New token' }).click()
  const dialog = page.getByRole('dialog', { name: 'New token' })
  await choose(dialog, 'Belongs to', 'ada', /^ada@acme.example/)
  await dialog.getByLabel('Name', { exact: true }).fill('laptop')
  await dialog.getByLabel('Expires', { exact: true }).selectOption({ label: 'In 7 days' })
  await dialog.getByLabel('Only some permissions').check()
  const groups = dialog.getByRole('group', { name: 'Groups', exact: true })
  await groups.getByLabel('View', { exact: true }).check()
  await dialog.getByLabel('Only in some places').check()
  await choose(dialog, 'Add a place', 'platform', /^acme\/platform/)
  await dialog.getByRole('button', { name: 'Create token' }).click()
  return takeValue(page)
}

async function rotateToken(page: Page): Promise<string> {
  await page.getByRole('gridcell', { name: /^laptop/ }).click()
  await page.getByRole('button', { name: 'Rotate' }).click()
  await page.getByRole('button', { name: 'Rotate and show value' }).click()
  return takeValue(page)
}

async function deleteToken(page: Page): Promise<void> {
  await page.getByRole('gridcell', { name: /^laptop/ }).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByText(/^It was last used/).waitFor()
  await page.getByRole('button', { name: 'Delete token' }).click()
  await page.getByText('Token laptop was deleted.').waitFor()
}

async function takeValue(page: Page): Promise<string> {
  const dialog = page.getByRole('dialog', { name: 'Value of laptop' })
  await dialog.getByRole('button', { name: 'Copy token' }).click()
  await dialog.getByRole('status').getByText('Copied').waitFor()
  const value = await page.evaluate(() => navigator.clipboard.readText())
  expect(value).toMatch(/^dwat_/)
  await dialog.getByRole('button', { name: 'I have saved it' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(await page.content()).not.toContain(value.slice(value.lastIndexOf('_') + 1))
  return value
}

/** Types a part of a name and takes what the server found. */
async function choose(
  within: Pick<Page, 'getByLabel'>,
  label: string,
  text: string,
  option: RegExp,
): Promise<void> {
  const field = within.getByLabel(label, { exact: true })
  await field.fill(text)
  await field.page().getByRole('listbox').getByRole('option', { name: option }).click()
}
