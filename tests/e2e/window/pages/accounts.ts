import type { Page } from 'playwright-core'
import { ACCOUNT, type Room } from './room.ts'
import { choose, openDialog, openTab, press } from './steps.ts'

const NEW = '/groups/acme/platform/-/service-accounts/new'

export const accounts: Room = {
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
    { name: 'account-use', path: `${ACCOUNT}?tab=use` },
    { name: 'account-attempts', path: `${ACCOUNT}?tab=attempts` },
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
