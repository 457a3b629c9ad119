import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  aDataDirectory,
  type HeadlessProcess,
  inDirectory,
  startHeadless,
} from '#support/headless-process.ts'
import { browserPath } from '#support/launch-browser.ts'
import { openPage } from '#support/open-browser.ts'
import { OUR_AUDIENCE, startThirdPartyIssuer } from '#support/third-party-issuer.ts'

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token'

describe.skipIf(browserPath === undefined)('from an empty window to a verified token', () => {
  it('creates groups and an account, shows its secret once, and lets its CI in', async () => {
    const issuer = await startThirdPartyIssuer()
    onTestFinished(() => issuer.close())
    const server = await startHeadless({
      args: ['--sign-in-link'],
      env: inDirectory(await aDataDirectory()),
    })
    const { page, context, complaints, requested } = await openPage({
      permissions: ['clipboard-read', 'clipboard-write'],
      origin: server.url,
    })

    await page.goto(signInLink(server))
    await page.getByRole('link', { name: 'Go to groups' }).click()
    await createGroup(page, 'acme')
    await page.getByRole('link', { name: 'acme' }).first().click()
    await page.getByRole('tab', { name: /^Groups/ }).click()
    await createGroup(page, 'platform')
    await page.goto(`${server.url}/groups/acme/platform`)
    await page.getByRole('link', { name: 'New service account' }).first().click()
    await page.getByLabel('Name', { exact: true }).fill('deployer')
    await page.getByLabel('Description (optional)').fill('deploys prod')
    await addTrustPolicy(page, issuer.url)
    await page.getByLabel('Enable client credentials').check()
    await page.getByLabel('Secret expires').selectOption({ label: 'In 30 days' })
    const promise = await page.getByText(/^The secret expires/).textContent()
    await page.getByRole('button', { name: 'Create service account' }).click()

    const secret = await copySecret(page)
    const account = (await server.api('GET', '/service-accounts/acme%2Fplatform%2Fdeployer')).body
    expect(await nowhereToBeFound(page, server, secret)).toEqual([])
    expect(JSON.stringify(await context.storageState())).not.toContain(secret)
    expect(promise).toContain(toBerlinClock(account.clientCredentials.expiresAt))

    const byBasic = await server.token({
      grant_type: 'client_credentials',
      client_id: account.id,
      client_secret: secret,
    })
    expect(byBasic.body).toMatchObject({ token_type: 'Bearer', expires_in: 300 })

    const accepted = await exchange(server, account.id, await issueIdToken(issuer, '20'))
    expect(accepted.body).toMatchObject({ token_type: 'Bearer', access_token: expect.any(String) })
    const refused = await exchange(server, account.id, await issueIdToken(issuer, '21'))
    expect(refused.body).toMatchObject({ error: 'invalid_request' })
    expect(refused.body).not.toHaveProperty('access_token')

    expect(complaints).toEqual([])
    expect(requested.filter((url) => !url.startsWith(server.url))).toEqual([])
  })
})

function signInLink({ output }: HeadlessProcess): string {
  return /http\S+#sign-in=\S+/.exec(output.stdout)?.[0] ?? ''
}

async function createGroup(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New group' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill(name)
  await dialog.getByRole('button', { name: /create/i }).click()
  await dialog.waitFor({ state: 'detached' })
}

async function addTrustPolicy(page: Page, issuerUrl: string): Promise<void> {
  await page.getByRole('button', { name: 'Add trust policy' }).click()
  const dialog = page.getByRole('dialog', { name: 'Trust policy' })
  await dialog.getByRole('combobox', { name: 'Where does the caller run?' }).fill('OpenID Connect')
  await page.getByRole('option', { name: 'OpenID Connect' }).click()
  await dialog.getByText('The policy in detail').click()
  await dialog.getByRole('button', { name: 'Change by hand' }).click()
  await dialog.getByLabel('Issuer URL').fill(issuerUrl)
  await dialog.getByLabel('Audience').fill(OUR_AUDIENCE)
  await dialog.getByLabel('Issuer is on a private network').check()
  await dialog.getByLabel('Claim 1', { exact: true }).fill('project_id')
  await dialog.getByLabel('Value of claim 1').fill('20')
  await dialog.getByText(/^Any caller with project_id 20 may act/).waitFor()
  await dialog.getByRole('button', { name: 'Use this policy' }).click()
  await dialog.waitFor({ state: 'detached' })
}

/** Copies the secret out of its dialog, which Escape does not close, and closes it. */
async function copySecret(page: Page): Promise<string> {
  const dialog = page.getByRole('dialog', { name: /Client credentials of/ })
  await dialog.waitFor()
  await page.keyboard.press('Escape')
  expect(await dialog.isVisible()).toBe(true)
  expect(await dialog.textContent()).not.toMatch(/dwcs_/)
  await dialog.getByRole('button', { name: 'Copy secret' }).click()
  const secret = await page.evaluate(() => navigator.clipboard.readText())
  expect(secret).toMatch(/^dwcs_[0-9a-z]{26}_[0-9A-Za-z]{49}$/)
  await dialog.getByRole('button', { name: 'I have saved it' }).click()
  await dialog.waitFor({ state: 'detached' })
  return secret
}

/** Looks for the secret, or its random part, wherever it could have been left behind. */
async function nowhereToBeFound(page: Page, server: HeadlessProcess, secret: string) {
  const random = secret.slice('dwcs_'.length + 27)
  const names = await readdir(server.dataDirectory)
  const files = await Promise.all(
    names.map((name) => readFile(join(server.dataDirectory, name), 'latin1')),
  )
  const { body: accounts } = await server.api('GET', '/service-accounts')
  const places: Readonly<Record<string, string>> = {
    page: await page.content(),
    storage: await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
    ),
    address: page.url(),
    api: JSON.stringify(accounts),
    'data directory': files.join('\n'),
    log: server.output.stdout + server.output.stderr,
  }
  return Object.keys(places).filter((place) => places[place]?.includes(random))
}

function issueIdToken(
  issuer: Awaited<ReturnType<typeof startThirdPartyIssuer>>,
  projectId: string,
): Promise<string> {
  return issuer.issueIdToken({ audience: OUR_AUDIENCE, claims: { project_id: projectId } })
}

function exchange(server: HeadlessProcess, accountId: string, idToken: string) {
  return server.token({
    grant_type: EXCHANGE,
    client_id: accountId,
    subject_token: idToken,
    subject_token_type: ID_TOKEN,
  })
}

/** How the window writes an instant for somebody in Berlin. */
function toBerlinClock(instant: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Europe/Berlin',
  }).format(new Date(instant))
}
