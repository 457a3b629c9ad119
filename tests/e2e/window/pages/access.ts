import type { Page } from 'playwright-core'
import type { HeadlessProcess } from '#support/headless-process.ts'
import type { Room } from './room.ts'
import { openDialog, openTab, press } from './steps.ts'

const ADA = 'who=user%3Aada%40acme.example'
const QUESTION = `/access?${ADA}&where=acme%2Fplatform&permission=`

export const access: Room = {
  fill,
  places: [
    { name: 'access', path: '/access' },
    { name: 'access-yes', path: `${QUESTION}service_account%3Acreate` },
    { name: 'access-no', path: `${QUESTION}member%3Acreate` },
    { name: 'access-reach', path: `/access?view=reach&${ADA}`, prepare: unfold },
    { name: 'access-here', path: '/access?view=here&where=acme%2Fplatform' },
    { name: 'roles', path: '/roles' },
    { name: 'role', path: '/roles/credential-rotator' },
    { name: 'role-built-in', path: '/roles/deployer' },
    { name: 'role-compare', path: '/roles/deployer?compare=viewer' },
    { name: 'role-new', path: '/roles', prepare: (page) => openDialog(page, 'New role') },
    {
      name: 'role-edit',
      path: '/roles/credential-rotator',
      prepare: changeRole,
    },
    {
      name: 'role-delete',
      path: '/roles/credential-rotator',
      prepare: (page) => chooseDangerous(page, 'Delete role'),
    },
    { name: 'users', path: '/users' },
    { name: 'user-new', path: '/users', prepare: (page) => openDialog(page, 'New user') },
    { name: 'user', path: '/users', prepare: openUser },
    { name: 'user-tokens', path: '/users', prepare: openUserTokens },
    {
      name: 'user-delete',
      path: '/users',
      prepare: async (page) => {
        await openUser(page)
        await chooseDangerous(page, 'Delete user')
      },
    },
    { name: 'teams', path: '/teams' },
    { name: 'team-new', path: '/teams', prepare: (page) => openDialog(page, 'New team') },
    { name: 'team', path: '/teams', prepare: openFirst },
  ],
}

async function unfold(page: Page): Promise<void> {
  await page.getByText('Permissions', { exact: true }).first().click()
}

async function openFirst(page: Page): Promise<void> {
  await page.getByRole('gridcell').first().click()
  await page.getByRole('heading', { name: 'Memberships' }).waitFor()
}

async function openUser(page: Page): Promise<void> {
  await page.getByRole('gridcell', { name: 'Ada Lovelace' }).click()
  await page.getByRole('heading', { name: 'Memberships' }).waitFor()
}

async function openUserTokens(page: Page): Promise<void> {
  await openUser(page)
  await openTab(page, /^Tokens/)
}

async function changeRole(page: Page): Promise<void> {
  await press(page, 'Edit')
  const tokens = page.getByRole('group', { name: 'Tokens', exact: true })
  await tokens.getByLabel('Create', { exact: true }).check()
  await page.getByText(/^They gain/).scrollIntoViewIfNeeded()
}

async function chooseDangerous(page: Page, item: string): Promise<void> {
  await press(page, 'More actions for this')
  await page.getByRole('menuitem', { name: item }).click()
  await page.getByRole('dialog').waitFor()
}

async function fill(server: HeadlessProcess): Promise<void> {
  const add = (path: string, body: object) => server.api('POST', path, body)
  const email = 'ada@acme.example'
  await add('/users', { name: 'Ada Lovelace', email })
  await add('/users', { name: 'Grace Hopper', email: 'grace@acme.example' })
  await add('/teams', { name: 'platform-ops', description: 'On call for everything of platform' })
  await server.api('PUT', `/teams/platform-ops/users/${email}`)
  await add('/roles', {
    name: 'credential-rotator',
    description: 'Replaces secrets and sees who uses them',
    permissions: ['service_account:view', 'client_credential:update'],
  })
  const members = [
    { namespace: 'acme', principal: `user:${email}`, role: 'viewer' },
    { namespace: 'acme/platform', principal: `user:${email}`, role: 'credential-rotator' },
    { namespace: 'acme', principal: 'team:platform-ops', role: 'deployer' },
    { namespace: '', principal: 'user:grace@acme.example', role: 'owner' },
  ]
  for (const member of members) await add('/members', member)
  await add('/tokens', { name: 'laptop', user: email, intent: 'api', expiresAt: null })
}
