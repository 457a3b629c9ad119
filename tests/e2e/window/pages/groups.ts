import type { Page } from 'playwright-core'
import type { HeadlessProcess } from '#support/headless-process.ts'
import type { Room } from './room.ts'
import { openDialog, openTab, press } from './steps.ts'

const PLATFORM = '/groups/acme/platform'

export const groups: Room = {
  fill,
  places: [
    { name: 'groups', path: '/groups' },
    { name: 'new-group', path: '/groups', prepare: (page) => openDialog(page, 'New group') },
    { name: 'group', path: PLATFORM },
    { name: 'group-inherited', path: `${PLATFORM}?inherited=1` },
    { name: 'group-filtered', path: `${PLATFORM}?method=public_key&expiring=30&unused=90` },
    { name: 'group-selected', path: PLATFORM, prepare: (page) => selectAll(page) },
    { name: 'group-bulk-delete', path: PLATFORM, prepare: (page) => deleteAll(page) },
    { name: 'group-bulk-refused', path: `${PLATFORM}?inherited=1`, prepare: disableRefused },
    { name: 'group-workspaces', path: `${PLATFORM}?tab=workspaces` },
    { name: 'group-no-workspaces', path: '/groups/acme/data?tab=workspaces' },
    { name: 'subgroups', path: '/groups/acme', prepare: (page) => openTab(page, /^Groups/) },
    { name: 'group-members', path: `${PLATFORM}?tab=members`, prepare: openEffect },
    { name: 'group-no-members', path: '/groups/acme/data?tab=members&inherited=0' },
    { name: 'member-new', path: `${PLATFORM}?tab=members`, prepare: chooseMember },
    { name: 'group-trust', path: `${PLATFORM}?tab=trust` },
    { name: 'group-activity', path: `${PLATFORM}?tab=activity` },
    { name: 'group-move', path: PLATFORM, prepare: chooseParent },
    { name: 'group-delete', path: PLATFORM, prepare: (page) => act(page, 'Delete group') },
    { name: 'workspace', path: '/workspaces/acme/platform/prod' },
    { name: 'workspace-delete', path: '/workspaces/acme/platform/prod', prepare: deleteWorkspace },
    { name: 'group-missing', path: '/groups/no/such/group' },
  ],
}

async function selectAll(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: 'Select all rows of this page' }).click()
  await page.getByRole('toolbar').waitFor()
}

async function deleteAll(page: Page): Promise<void> {
  await selectAll(page)
  await openDialog(page, 'Delete')
}

/** What comes with Doorward cannot be disabled. */
async function disableRefused(page: Page): Promise<void> {
  await selectAll(page)
  await openDialog(page, 'Disable')
  await press(page, 'Disable ')
  await page.getByRole('button', { name: 'Retry failed' }).waitFor()
}

async function openEffect(page: Page): Promise<void> {
  await press(page, 'What is in effect for ada@acme.example')
  await page.getByText('In effect here', { exact: true }).waitFor()
}

async function chooseMember(page: Page): Promise<void> {
  await openDialog(page, 'Add member')
  await page.getByLabel('Who', { exact: true }).fill('deploy')
  await page.getByRole('option', { name: /deployer/ }).click()
  await page.getByRole('radio').nth(1).check()
}

async function act(page: Page, item: string): Promise<void> {
  await press(page, 'More actions for this')
  await page.getByRole('menuitem', { name: item }).click()
  await page.getByRole('dialog').waitFor()
}

async function chooseParent(page: Page): Promise<void> {
  await act(page, 'Move group')
  await page.getByLabel('New parent').fill('data')
  await page.getByRole('option', { name: /data/ }).click()
  await page.getByText('acme/data/platform').waitFor()
}

async function deleteWorkspace(page: Page): Promise<void> {
  await act(page, 'Delete workspace')
  await page.getByText(/lose their role/).waitFor()
}

async function fill(server: HeadlessProcess): Promise<void> {
  const group = 'acme/platform'
  const workspaces = [
    { group, name: 'prod', description: 'Everything that customers see' },
    { group, name: 'staging', description: '' },
  ]
  for (const workspace of workspaces) await server.api('POST', '/workspaces', workspace)
  await server.api('POST', '/users', { name: 'Ada Lovelace', email: 'ada@acme.example' })
  await server.api('POST', '/teams', { name: 'platform-team', description: 'On call' })
  await server.api('POST', '/service-accounts', {
    ...{ group: 'acme', name: 'inventory' },
    clientCredentials: { enabled: true },
  })
  const members = [
    { namespace: 'acme', principal: 'user:ada@acme.example', role: 'owner' },
    { namespace: group, principal: 'user:ada@acme.example', role: 'viewer' },
    { namespace: group, principal: 'team:platform-team', role: 'deployer' },
    { namespace: group, principal: 'serviceAccount:acme/platform/deployer', role: 'deployer' },
    { namespace: group, principal: 'serviceAccount:acme/inventory', role: 'viewer' },
    { namespace: `${group}/prod`, principal: 'team:platform-team', role: 'viewer' },
  ]
  for (const member of members) await server.api('POST', '/members', member)
}
