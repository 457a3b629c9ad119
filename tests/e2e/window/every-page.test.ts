import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import {
  aDataDirectory,
  type HeadlessProcess,
  inDirectory,
  startHeadless,
} from '#support/headless-process.ts'
import { browserPath, openPage } from '#support/open-browser.ts'

const SCREENSHOTS = resolve(import.meta.dirname, '../screenshots')
const ACCOUNT = '/service-accounts/acme/platform/deployer'

interface Place {
  readonly name: string
  readonly path: string
  /** What brings the place into the state that is looked at. */
  readonly prepare?: (page: Page) => Promise<void>
}

const places: readonly Place[] = [
  { name: 'groups', path: '/' },
  { name: 'new-group', path: '/', prepare: (page) => openDialog(page, 'New group') },
  { name: 'group', path: '/groups/acme/platform' },
  { name: 'subgroups', path: '/groups/acme', prepare: (page) => openTab(page, /^Groups/) },
  { name: 'new-service-account', path: '/groups/acme/platform/-/service-accounts/new' },
  {
    name: 'new-trust-policy',
    path: '/groups/acme/platform/-/service-accounts/new',
    prepare: (page) => openDialog(page, 'Add trust policy'),
  },
  { name: 'service-accounts', path: '/service-accounts' },
  { name: 'account-federation', path: ACCOUNT },
  { name: 'account-test', path: ACCOUNT, prepare: testClaims },
  { name: 'policy-new', path: `${ACCOUNT}/-/trust-policies/new`, prepare: answer },
  {
    name: 'policy-by-hand',
    path: `${ACCOUNT}/-/trust-policies/new`,
    prepare: (page) => writeByHand(page),
  },
  { name: 'policy-menu', path: ACCOUNT, prepare: (page) => press(page, 'More actions for deploy') },
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
  { name: 'attempts', path: '/attempts' },
  { name: 'attempt', path: '/attempts', prepare: openAttempt },
  { name: 'account-edit', path: `${ACCOUNT}/-/edit` },
  { name: 'issuers', path: '/issuers' },
  { name: 'issuer', path: '/issuers', prepare: openIssuer },
  { name: 'issuer-new', path: '/issuers', prepare: (page) => openDialog(page, 'Register issuer') },
  { name: 'settings', path: '/settings' },
  { name: 'not-found', path: '/groups/no/such/group' },
]

describe.skipIf(browserPath === undefined).each(['light', 'dark'] as const)(
  'every page, %s',
  (theme) => {
    it.each([
      ['of groups and accounts', places.filter(({ path }) => !isOfTrust(path))],
      ['of trust', places.filter(({ path }) => isOfTrust(path))],
    ])('%s fits 1024×700, is accessible, and obeys the content policy', async (_, visited) => {
      const server = await startHeadless({
        args: ['--sign-in-link'],
        env: inDirectory(await aDataDirectory()),
      })
      await fill(server)
      const axe = await readFile(
        createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
        'utf8',
      )
      const { page, complaints, requested } = await openPage({ theme })
      await mkdir(SCREENSHOTS, { recursive: true })
      await page.goto(/http\S+#sign-in=\S+/.exec(server.output.stdout)?.[0] ?? '')
      await page.getByRole('heading', { level: 1 }).waitFor()

      const faults: string[] = []
      for (const place of visited) {
        await visit(page, server, place)
        await page.screenshot({ path: `${SCREENSHOTS}/${place.name}-${theme}.png` })
        faults.push(...(await findFaults(page, axe, place.name)))
      }
      await signOut(page)
      await page.screenshot({ path: `${SCREENSHOTS}/sign-in-${theme}.png` })
      faults.push(...(await findFaults(page, axe, 'sign-in')))

      expect(faults).toEqual([])
      // Signing out makes what was open answer "not signed in", and a missing group "not found".
      const expected = /status of (?:401|404)/
      expect(complaints.filter((complaint) => !expected.test(complaint))).toEqual([])
      expect(requested.filter((url) => !url.startsWith(server.url))).toEqual([])
    })
  },
)

function isOfTrust(path: string): boolean {
  return /attempts|issuers|trust-policies/.test(path)
}

async function visit(page: Page, server: HeadlessProcess, { path, prepare }: Place): Promise<void> {
  await page.goto(server.url + path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await settle(page)
  if (!prepare) return
  await prepare(page)
  await settle(page)
}

/** Waits until nothing is loading and nothing moves any more. */
async function settle(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('.MuiSkeleton-root, [role=progressbar]') === null &&
      document.getAnimations().every((animation) => animation.playState !== 'running'),
  )
}

async function findFaults(page: Page, axe: string, name: string): Promise<string[]> {
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  )
  await page.evaluate(axe)
  const violations = await page.evaluate(async () => {
    // Safe: the line before has just put axe there.
    const { axe: runner } = window as unknown as { axe: typeof import('axe-core') }
    const results = await runner.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })
    return results.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
    )
  })
  return [...(sideways ? ['scrolls sideways'] : []), ...violations].map(
    (fault) => `${name}: ${fault}`,
  )
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name }).first().click()
}

async function openDialog(page: Page, name: string): Promise<void> {
  await press(page, name)
  await page.getByRole('dialog').waitFor()
}

async function openTab(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('tab', { name }).click()
}

async function choose(page: Page, item: string): Promise<void> {
  await press(page, 'More actions')
  await page.getByRole('menuitem', { name: item }).click()
  await page.getByRole('dialog').waitFor()
}

async function testClaims(page: Page): Promise<void> {
  await openDialog(page, 'Test a token')
  const claims = {
    iss: 'https://gitlab.com',
    aud: 'https://doorward.acme.example',
    ...{ project_id: '20', ref_protected: true, ref_type: 'tag', ref: 'v1' },
  }
  await page.getByLabel('Token or claims').fill(JSON.stringify(claims))
  await page.getByRole('button', { name: 'Test', exact: true }).click()
  await page.getByRole('table', { name: /^Checks of deploy/ }).waitFor()
}

async function openAttempt(page: Page): Promise<void> {
  await page.getByRole('row').nth(1).getByRole('gridcell').first().click()
  await page
    .getByRole('heading', { name: /^The token itself|does not match/ })
    .first()
    .waitFor()
}

async function openIssuer(page: Page): Promise<void> {
  await page.getByRole('gridcell').first().click()
  await page.getByRole('dialog').waitFor()
}

async function answer(page: Page): Promise<void> {
  await page.getByLabel('Where does the caller run?').selectOption({ label: 'GitLab CI' })
  await page.getByLabel('Project', { exact: true }).fill('acme/api')
  await page.getByLabel('Project id', { exact: true }).fill('20')
  await page.getByLabel('Branch').fill('main')
  await page.getByText(/^Any job of project 20/).waitFor()
}

/** A policy that a rule stands against, and that a reason would lift. */
async function writeByHand(page: Page): Promise<void> {
  await page.getByText('The policy in detail').click()
  await press(page, 'Change by hand')
  await page.getByLabel('Issuer URL').fill('https://gitlab.com')
  await page.getByLabel('Audience').fill('https://doorward.acme.example')
  await page.getByLabel('Claim 1', { exact: true }).fill('project_id')
  await page.getByLabel('Value of claim 1').fill('20')
  await page.getByLabel('Save anyway, because…').waitFor()
}

async function resetSecret(page: Page): Promise<void> {
  await choose(page, 'Reset Client Credentials')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Reset/ })
    .click()
  await page.getByRole('dialog', { name: /Client credentials of/ }).waitFor()
}

async function signOut(page: Page): Promise<void> {
  await page.goto(new URL('/', page.url()).href)
  await press(page, 'Account')
  await page.getByRole('menuitem', { name: /sign out/i }).click()
  await page.getByRole('heading', { name: /sign in/i }).waitFor()
  await settle(page)
}

/** Puts something on every page, long and short. */
async function fill(server: HeadlessProcess): Promise<void> {
  await server.api('POST', '/groups', { name: 'acme', description: 'Everything of Acme' })
  await server.api('POST', '/groups', { name: 'platform', parent: 'acme' })
  const description = 'Warehouse, pipelines and the reports that people read on Monday mornings'
  await server.api('POST', '/groups', { name: 'data', parent: 'acme', description })
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
  const policy = {
    issuer: 'https://gitlab.com',
    audience: 'https://doorward.acme.example',
    name: 'deploy from main',
    boundClaims: { project_id: '20', ref_protected: 'true', ref_type: 'branch' },
  }
  const accounts = [
    { name: 'backup', description: 'Copies the databases every night', days: 5, policies: [] },
    { name: 'deployer', description: 'Deploys prod', days: 30, policies: [policy] },
    {
      name: 'a-name-that-is-exactly-as-long-as-a-name-of-an-account-is-allowed'.slice(0, 64),
      days: 90,
      policies: [],
    },
  ]
  for (const { name, description = '', days, policies } of accounts) {
    const expiresAt = inDays(days - 0.01)
    const { status } = await server.api('POST', '/service-accounts', {
      group: 'acme/platform',
      name,
      description,
      clientCredentials: { enabled: true, expiresAt },
      trustPolicies: policies,
    })
    expect(status).toBe(201)
  }
  await server.token({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    client_id: 'acme/platform/deployer',
    assertion: `${toPart({ alg: 'RS256' })}.${toPart({ iss: 'https://other.example', sub: 'x' })}.AAAA`,
  })
}

function toPart(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
