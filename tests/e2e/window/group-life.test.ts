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

describe.skipIf(browserPath === undefined)('the life of a group', () => {
  it('is lived in the window: workspace, members, a move and the end', async () => {
    const { server, page, complaints, requested } = await open()
    await page.goto(`${server.url}/groups/acme`)
    await page.getByRole('tab', { name: /^Groups/ }).click()
    await create(page, 'New group', 'platform')
    await page.getByRole('heading', { level: 1, name: 'platform' }).waitFor()
    await page.getByRole('tab', { name: /^Workspaces/ }).click()
    await create(page, 'New workspace', 'prod')
    await page.getByRole('heading', { level: 1, name: 'prod' }).waitFor()
    await page.getByRole('link', { name: 'platform' }).last().click()
    await page.getByRole('tab', { name: 'Members' }).click()

    await addMember(page, 'ada@acme.example', 'viewer')
    await addMember(page, 'on-call', 'deployer')
    await addMember(page, 'acme/robot', 'viewer')
    await menu(page, 'More actions for on-call', 'Change role')
    await page.getByRole('radio', { name: /^owner/ }).check()
    await page.getByRole('dialog').getByRole('button', { name: 'Change role' }).click()
    await page.getByText('on-call is owner now.').waitFor()

    const above = page.getByRole('row', { name: /grace@acme.example/ })
    await above.getByRole('link', { name: 'From acme' }).waitFor()
    await page.getByRole('button', { name: 'What is in effect for grace@acme.example' }).click()
    await page.getByText('owner from acme').waitFor()
    expect(await rolesOf(server, 'acme/platform')).toEqual([
      'acme/robot viewer',
      'ada@acme.example viewer',
      'on-call owner',
    ])

    await menu(page, 'More actions for this group', 'Move group')
    await page.getByLabel('New parent').fill('org')
    await page.getByRole('option', { name: 'org' }).click()
    await page.getByText('acme/robot is no longer viewer in acme/platform').waitFor()
    expect((await server.api('GET', '/groups/acme%2Fplatform')).status).toBe(200)
    await page.getByRole('dialog').getByRole('button', { name: 'Move group' }).click()
    await page.waitForURL(/groups\/org\/platform$/)
    expect(await rolesOf(server, 'org/platform')).toEqual([
      'ada@acme.example viewer',
      'on-call owner',
    ])

    await menu(page, 'More actions for this group', 'Delete group')
    await page.getByText('1 workspace').waitFor()
    const confirm = page.getByRole('button', { name: 'Delete everything' })
    expect(await confirm.isDisabled()).toBe(true)
    await page.getByLabel('Type platform to confirm').fill('platform')
    await confirm.click()
    await page.waitForURL(/groups\/org$/)
    expect((await server.api('GET', '/groups/org%2Fplatform')).status).toBe(404)
    expect((await server.api('GET', '/workspaces/org%2Fplatform%2Fprod')).status).toBe(404)

    // The news of a move or an end may come while the old page is still open.
    expect(complaints.filter((complaint) => !/status of 404/.test(complaint))).toEqual([])
    expect(requested.filter((url) => !url.startsWith(server.url))).toEqual([])
  })

  it('disables several accounts although one is refused, and takes it back', async () => {
    const { server, page, complaints } = await open()
    await page.goto(`${server.url}/service-accounts?sort=-path`)
    for (const name of ['acme/robot', 'acme/worker', 'viewer']) {
      const row = page.getByRole('row', { name: new RegExp(`${name}\\b`) }).last()
      await row.getByRole('checkbox').click()
    }
    await page.getByText('3 selected').waitFor()
    await page.getByRole('button', { name: 'Disable', exact: true }).click()
    await page.getByRole('button', { name: 'Disable 3 accounts' }).click()

    await page.getByText('2 done, 1 refused').waitFor()
    await page.getByText('"viewer" comes with Doorward and cannot be changed.').waitFor()
    expect(await disabledOnes(server)).toEqual(['acme/robot', 'acme/worker'])
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    await page.getByText('2 service accounts were disabled.').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => disabledOnes(server)).toEqual([])

    // The refusal itself is what the browser mentions.
    expect(complaints.filter((complaint) => !/status of 403/.test(complaint))).toEqual([])
  })
})

async function open() {
  const server = await startHeadless({
    args: ['--sign-in-link'],
    env: inDirectory(await aDataDirectory()),
  })
  await fill(server)
  const opened = await openPage()
  await opened.page.goto(/http\S+#sign-in=\S+/.exec(server.output.stdout)?.[0] ?? '')
  await opened.page.getByRole('heading', { level: 1 }).waitFor()
  return { ...opened, server }
}

async function fill(server: HeadlessProcess): Promise<void> {
  const must = async (path: string, body: object) => {
    const { status, text } = await server.api('POST', path, body)
    expect(status, text).toBe(201)
  }
  await must('/groups', { name: 'acme' })
  await must('/groups', { name: 'org' })
  await must('/users', { name: 'Ada Lovelace', email: 'ada@acme.example' })
  await must('/users', { name: 'Grace Hopper', email: 'grace@acme.example' })
  await must('/teams', { name: 'on-call' })
  const clientCredentials = { enabled: true }
  await must('/service-accounts', { group: 'acme', name: 'robot', clientCredentials })
  await must('/service-accounts', { group: 'acme', name: 'worker', clientCredentials })
  const owner = { namespace: 'acme', principal: 'user:grace@acme.example', role: 'owner' }
  await must('/members', owner)
}

async function create(page: Page, button: string, name: string): Promise<void> {
  await page.getByRole('button', { name: button }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill(name)
  await dialog.getByRole('button', { name: /^Create/ }).click()
  await dialog.waitFor({ state: 'detached' })
}

async function addMember(page: Page, who: string, role: string): Promise<void> {
  await page.getByRole('button', { name: 'Add member' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Who', { exact: true }).fill(who)
  await page.getByRole('option', { name: who }).click()
  await dialog.getByRole('radio', { name: new RegExp(`^${role}`) }).check()
  await dialog.getByRole('button', { name: 'Add member' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('row', { name: new RegExp(who) }).waitFor()
}

async function menu(page: Page, button: string, item: string): Promise<void> {
  await page.getByRole('button', { name: button }).click()
  await page.getByRole('menuitem', { name: item }).click()
  await page.getByRole('dialog').waitFor()
}

async function rolesOf(server: HeadlessProcess, namespace: string): Promise<string[]> {
  const { body } = await server.api('GET', `/members?namespace=${encodeURIComponent(namespace)}`)
  return body.items
    .map(({ principal, roleName }: { principal: { name: string }; roleName: string }) => {
      return `${principal.name} ${roleName}`
    })
    .sort()
}

async function disabledOnes(server: HeadlessProcess): Promise<string[]> {
  const { body } = await server.api('GET', '/service-accounts?disabled=true')
  return body.items.map(({ path }: { path: string }) => path)
}
