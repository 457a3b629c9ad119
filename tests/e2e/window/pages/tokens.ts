import type { Page } from 'playwright-core'
import type { HeadlessProcess } from '#support/headless-process.ts'
import type { Room } from './room.ts'
import { openDialog } from './steps.ts'

export const tokens: Room = {
  fill,
  places: [
    { name: 'tokens', path: '/tokens' },
    { name: 'tokens-nothing-found', path: '/tokens?q=nothing-is-called-so&state=expired' },
    { name: 'token', path: '/tokens?q=terraform', prepare: openFirst },
    { name: 'token-delete', path: '/tokens?q=terraform', prepare: (page) => after(page, 'Delete') },
    { name: 'token-rotate', path: '/tokens?q=terraform', prepare: (page) => after(page, 'Rotate') },
    { name: 'token-new', path: '/tokens', prepare: describeToken },
    { name: 'token-limits', path: '/tokens', prepare: limitToken },
    { name: 'token-value', path: '/tokens?q=terraform', prepare: rotate },
  ],
}

async function openFirst(page: Page): Promise<void> {
  await page.getByRole('gridcell').first().click()
  await page.getByRole('dialog').getByRole('term').first().waitFor()
}

async function after(page: Page, button: string): Promise<void> {
  await openFirst(page)
  await page.getByRole('button', { name: button, exact: true }).click()
}

async function rotate(page: Page): Promise<void> {
  await after(page, 'Rotate')
  await page.getByRole('button', { name: 'Rotate and show value' }).click()
  await page.getByRole('dialog', { name: /^Value of/ }).waitFor()
}

async function describeToken(page: Page): Promise<void> {
  await openDialog(page, 'New token')
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('nightly backup')
  await page.getByLabel('Belongs to').last().fill('deploy')
  await page.getByRole('listbox').getByRole('option').first().waitFor()
}

async function limitToken(page: Page): Promise<void> {
  await openDialog(page, 'New token')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Expires', { exact: true }).selectOption({ label: 'Never' })
  await dialog.getByLabel('Only some permissions').check()
  const accounts = dialog.getByRole('group', { name: 'Service accounts', exact: true })
  await accounts.getByLabel('Create', { exact: true }).check()
  await dialog.getByLabel('Only in some places').check()
  await dialog.getByText('Only in some places').scrollIntoViewIfNeeded()
}

async function fill(server: HeadlessProcess): Promise<void> {
  const account = 'acme/platform/deployer'
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
  const user = { name: 'Ada Lovelace', email: 'ada@acme.example' }
  await server.api('POST', '/users', user)
  const all = [
    { name: 'nightly backup', account: 'acme/platform/backup', intent: 'app_password' },
    {
      name: 'terraform',
      account,
      intent: 'api',
      expiresAt: inDays(20),
      permissions: ['group:view', 'service_account:view', 'service_account:create'],
      namespaces: ['acme/platform'],
    },
    { name: 'bootstrap', account: 'admin', intent: 'api', expiresAt: null },
    { name: 'laptop', user: user.email, intent: 'api', expiresAt: inDays(3), rotateOnExpiry: true },
  ]
  for (const token of all) await server.api('POST', '/tokens', token)
}
