import type { Page } from 'playwright-core'
import type { HeadlessProcess } from '#support/headless-process.ts'
import { ACCOUNT, type Room } from './room.ts'
import { choose, openDialog, openTab, press } from './steps.ts'

const CREDENTIALS = `${ACCOUNT}?tab=client-credentials`
const NEW = '/groups/acme/platform/-/service-accounts/new'

export const accounts: Room = {
  fill: fillAccounts,
  places: [
    { name: 'new-service-account', path: NEW },
    {
      name: 'new-trust-policy',
      path: NEW,
      prepare: (page) => openDialog(page, 'Add trust policy'),
    },
    { name: 'service-accounts', path: '/service-accounts' },
    { name: 'account-federation', path: ACCOUNT },
    {
      name: 'account-credentials',
      path: ACCOUNT,
      prepare: (page) => openTab(page, /^Client Credentials/),
    },
    { name: 'account-menu', path: ACCOUNT, prepare: (page) => press(page, 'More actions') },
    {
      name: 'account-delete',
      path: ACCOUNT,
      prepare: (page) => choose(page, 'Delete Service Account'),
    },
    {
      name: 'account-reset',
      path: ACCOUNT,
      prepare: (page) => choose(page, 'Reset Client Credentials'),
    },
    { name: 'account-secret', path: ACCOUNT, prepare: resetSecret },
    { name: 'account-secret-tested', path: ACCOUNT, prepare: testSecret },
    {
      name: 'account-rotate',
      path: ACCOUNT,
      prepare: (page) => choose(page, 'Rotate with overlap'),
    },
    {
      name: 'account-key-new',
      path: CREDENTIALS,
      prepare: (page) => openDialog(page, 'Add public key'),
    },
    { name: 'account-key-private', path: CREDENTIALS, prepare: generateKey },
    { name: 'account-credentials-below', path: CREDENTIALS, prepare: scrollDown },
    { name: 'account-tokens', path: `${ACCOUNT}?tab=tokens` },
    { name: 'account-memberships', path: `${ACCOUNT}?tab=memberships` },
    {
      name: 'account-role-new',
      path: `${ACCOUNT}?tab=memberships`,
      prepare: (page) => openDialog(page, 'Add role'),
    },
    { name: 'account-access', path: `${ACCOUNT}?tab=access` },
    { name: 'account-use', path: `${ACCOUNT}?tab=use` },
    { name: 'account-attempts', path: `${ACCOUNT}?tab=attempts` },
    { name: 'account-activity', path: `${ACCOUNT}?tab=activity` },
    { name: 'account-built-in', path: '/service-accounts/admin' },
    { name: 'account-edit', path: `${ACCOUNT}/-/edit` },
  ],
}

async function resetSecret(page: Page): Promise<void> {
  await choose(page, 'Reset Client Credentials')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Reset/ })
    .click()
  await page.getByRole('dialog', { name: /Client credentials of/ }).waitFor()
}

async function testSecret(page: Page): Promise<void> {
  await resetSecret(page)
  await press(page, 'Test now')
  await page.getByRole('table', { name: 'Claims' }).waitFor()
  await page.getByRole('table', { name: 'Claims' }).scrollIntoViewIfNeeded()
}

async function generateKey(page: Page): Promise<void> {
  await openDialog(page, 'Add public key')
  await press(page, 'Generate and show private key')
  await page.getByRole('dialog', { name: /Private key of/ }).waitFor()
}

async function scrollDown(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Lockouts' }).scrollIntoViewIfNeeded()
}

/** A secret that is used and on its way out, keys, roles near and far, and named tokens. */
async function fillAccounts(server: HeadlessProcess): Promise<void> {
  const path = '/service-accounts/acme%2Fplatform%2Fdeployer/client-credentials'
  const { body } = await server.api('POST', `${path}/reset`, {})
  await server.token({
    grant_type: 'client_credentials',
    client_id: body.clientId,
    client_secret: body.clientSecret,
  })
  await server.api('POST', `${path}/rotate`, { overlap: 'PT24H' })
  await server.api('POST', `${path}/public-keys`, { generate: 'ES256', name: 'billing server' })
  await server.api('POST', '/workspaces', { name: 'prod', group: 'acme/platform' })
  const principal = 'serviceAccount:acme/platform/deployer'
  const roles = [
    ['acme/platform', 'deployer'],
    ['acme/platform/prod', 'viewer'],
  ]
  for (const [namespace, role] of roles) {
    await server.api('POST', '/members', { namespace, principal, role })
  }
  const account = 'acme/platform/deployer'
  await server.api('POST', '/tokens', { name: 'nightly inventory', account, intent: 'api' })
}
