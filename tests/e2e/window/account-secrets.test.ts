import { readFile } from 'node:fs/promises'
import { importPKCS8 } from 'jose'
import {
  allowInsecureRequests,
  clientCredentialsGrant,
  discovery,
  PrivateKeyJwt,
} from 'openid-client'
import type { Locator, Page } from 'playwright-core'
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

async function openSignedIn() {
  const server = await startHeadless({
    args: ['--sign-in-link'],
    env: inDirectory(await aDataDirectory()),
  })
  await server.api('POST', '/groups', { name: 'acme' })
  const opened = await openPage({
    permissions: ['clipboard-read', 'clipboard-write'],
    origin: server.url,
  })
  await opened.page.goto(/http\S+#sign-in=\S+/.exec(server.output.stdout)?.[0] ?? '')
  await opened.page.getByRole('heading', { level: 1 }).waitFor()
  return { server, ...opened }
}

describe.skipIf(browserPath === undefined)('the secrets of an account', () => {
  it('are shown once, tried, rotated with an overlap and reset', async () => {
    const { server, page, complaints, requested } = await openSignedIn()
    await page.goto(`${server.url}/groups/acme/-/service-accounts/new`)
    await page.getByLabel('Name', { exact: true }).fill('deployer')
    await page.getByLabel('Enable client credentials').check()
    await page.getByLabel('Give it a role now').check()
    await page.getByRole('radio', { name: /^deployer/ }).check()
    await page.getByRole('button', { name: 'Create service account' }).click()

    const first = await useEveryButton(page)
    expect(await curlToken(server, first)).toMatchObject({ token_type: 'Bearer' })

    await choose(page, 'Rotate with overlap')
    await page.getByText(/^The old secret is still used/).waitFor()
    await page.getByRole('button', { name: 'Rotate and show secret' }).click()
    const second = await copyAndClose(page)
    expect(await curlToken(server, first)).toMatchObject({ token_type: 'Bearer' })
    expect(await curlToken(server, second)).toMatchObject({ token_type: 'Bearer' })

    await choose(page, 'Reset Client Credentials')
    await page.getByRole('button', { name: 'Reset and show secret' }).click()
    const third = await copyAndClose(page)
    expect(await curlToken(server, first)).toMatchObject({ error: 'invalid_client' })
    expect(await curlToken(server, second)).toMatchObject({ error: 'invalid_client' })
    expect(await curlToken(server, third)).toMatchObject({ token_type: 'Bearer' })

    const left = await page.evaluate(() =>
      JSON.stringify([
        document.documentElement.outerHTML,
        { ...localStorage },
        { ...sessionStorage },
      ]),
    )
    for (const { secret } of [first, second, third]) expect(left).not.toContain(secret)
    expect(complaints).toEqual([])
    expect(
      requested.filter((url) => !url.startsWith(server.url) && !url.startsWith('blob:')),
    ).toEqual([])
  })

  it('may be private keys, with which openid-client gets a token', async () => {
    const { server, page } = await openSignedIn()
    const { body: account } = await server.api('POST', '/service-accounts', {
      ...{ group: 'acme', name: 'signer', clientCredentials: { enabled: true } },
    })
    await page.goto(`${server.url}/service-accounts/acme/signer?tab=client-credentials`)
    await page.getByRole('button', { name: 'Add public key' }).click()
    await page.getByRole('button', { name: 'Generate and show private key' }).click()
    const dialog = page.getByRole('dialog', { name: 'Private key of acme/signer' })
    const pem = await save(page, dialog.getByRole('button', { name: 'Save as .pem' }))
    const jwk = JSON.parse(await save(page, dialog.getByRole('button', { name: 'Save as .jwk' })))
    await dialog.getByRole('button', { name: 'I have saved it' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('cell', { name: jwk.kid, exact: true }).waitFor()

    const key = await importPKCS8(pem, 'ES256')
    const config = await discovery(
      new URL(server.issuer),
      account.id,
      undefined,
      PrivateKeyJwt({ key, kid: jwk.kid }),
      { execute: [allowInsecureRequests] },
    )
    expect(await clientCredentialsGrant(config)).toMatchObject({
      access_token: expect.any(String),
    })
  })
})

interface Client {
  readonly clientId: string
  readonly secret: string
}

/** Does with a new secret everything that its dialog offers. */
async function useEveryButton(page: Page): Promise<Client> {
  const dialog = page.getByRole('dialog', { name: 'Client credentials of acme/deployer' })
  await dialog.getByText('deployer in acme').waitFor()
  await dialog.getByRole('button', { name: 'I have saved it' }).click()
  await dialog.getByRole('button', { name: 'Go back' }).click()

  const code = dialog.getByRole('group', { name: 'Client secret' }).locator('code')
  const hold = dialog.getByRole('button', { name: 'Hold to reveal' })
  await hold.focus()
  await page.keyboard.down('Space')
  const secret = (await code.textContent()) ?? ''
  await page.keyboard.up('Space')
  expect(secret).toMatch(/^dwcs_/)
  expect(await code.textContent()).not.toContain('dwcs_')

  await dialog.getByRole('button', { name: 'Copy as KEY=value' }).click()
  const lines = await page.evaluate(() => navigator.clipboard.readText())
  expect(lines).toContain(`DOORWARD_CLIENT_SECRET=${secret}\n`)
  expect(await save(page, dialog.getByRole('button', { name: 'Save as .env' }))).toBe(lines)
  await dialog.getByText('Use it in CI').click()
  await dialog.getByRole('region', { name: 'GitHub Actions with client credentials' }).waitFor()

  await dialog.getByRole('button', { name: 'Test now' }).click()
  const claims = dialog.getByRole('table', { name: 'Claims' })
  await claims.getByRole('row', { name: /account_path acme\/deployer/ }).waitFor()
  const clientId = /DOORWARD_CLIENT_ID=(.*)/.exec(lines)?.[1] ?? ''
  await close(dialog)
  return { clientId, secret }
}

async function copyAndClose(page: Page): Promise<Client> {
  const dialog = page.getByRole('dialog', { name: 'Client credentials of acme/deployer' })
  await dialog.getByRole('button', { name: 'Copy as KEY=value' }).click()
  await dialog.getByText(/^Copied/).waitFor()
  const lines = await page.evaluate(() => navigator.clipboard.readText())
  await close(dialog)
  const [, clientId = '', secret = ''] = /ID=(.*)\n.*SECRET=(.*)\n/.exec(lines) ?? []
  return { clientId, secret }
}

async function close(dialog: Locator): Promise<void> {
  await dialog.getByRole('button', { name: 'I have saved it' }).click()
  await dialog.waitFor({ state: 'detached' })
}

async function save(page: Page, button: Locator): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()])
  return readFile(await download.path(), 'utf8')
}

async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More actions' }).first().click()
  await page.getByRole('menuitem', { name: item }).click()
  await page.getByRole('dialog').waitFor()
}

async function curlToken(server: HeadlessProcess, { clientId, secret }: Client) {
  const answer = await runCurl(
    `curl -sS -u '${clientId}:${secret}' -d grant_type=client_credentials ${server.url}/oauth/token`,
  )
  return JSON.parse(answer)
}
