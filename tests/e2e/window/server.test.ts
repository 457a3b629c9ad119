import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { listNetworkAddresses } from '#server/list-network-addresses.ts'
import {
  aDataDirectory,
  type HeadlessProcess,
  inDirectory,
  startHeadless,
} from '#support/headless-process.ts'
import { browserPath } from '#support/launch-browser.ts'
import { openPage } from '#support/open-browser.ts'
import { runCurl } from '#support/run-curl.ts'

const own = listNetworkAddresses().find(({ family }) => family === 'IPv4')?.address

async function open() {
  const server = await startHeadless({
    args: ['--sign-in-link'],
    env: inDirectory(await aDataDirectory()),
  })
  const opened = await openPage({ origin: server.url })
  await opened.page.goto(/http\S+#sign-in=\S+/.exec(server.output.stdout)?.[0] ?? '')
  await opened.page.getByRole('heading', { name: 'Home' }).waitFor()
  return { server, ...opened }
}

async function createAccount(server: HeadlessProcess) {
  await server.api('POST', '/groups', { name: 'acme' })
  const { body } = await server.api('POST', '/service-accounts', {
    group: 'acme',
    name: 'deployer',
    clientCredentials: { enabled: true },
  })
  const { clientId, clientSecret } = body.clientCredentials
  return { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
}

const isReachable = async (url: string) =>
  (await fetch(`${url}/healthz`).catch(() => undefined))?.status === 200

describe.skipIf(browserPath === undefined)('a fresh server', () => {
  it('leads to the first token, and turns green when curl gets it', async () => {
    const { server, page, complaints } = await open()
    await page.getByText('Create a group').waitFor()
    const form = await createAccount(server)
    await page.getByText('Waiting for the first token…').waitFor()
    const { grant_type, client_id, client_secret } = form
    const answer = await runCurl(
      `curl --silent --user '${client_id}:${client_secret}' --data grant_type=${grant_type} ${server.url}/oauth/token`,
    )

    expect(JSON.parse(answer)).toMatchObject({ token_type: 'Bearer' })
    await page.getByText('The first token was issued.').waitFor()
    expect(complaints).toEqual([])
  })
})

describe.skipIf(browserPath === undefined)('the server page', () => {
  it('tells what is bound, and opens and closes a listener on the network', async () => {
    const { server, page, complaints } = await open()
    await page.getByRole('link', { name: 'Server', exact: true }).click()
    const bound = page.getByRole('list', { name: 'Addresses' })
    await bound.getByText(server.url, { exact: true }).waitFor()
    expect(await bound.getByRole('listitem').count()).toBe(1)
    if (own === undefined) return

    const elsewhere = `http://${own}:${new URL(server.url).port}`
    expect(await isReachable(elsewhere)).toBe(false)
    await page.getByRole('button', { name: 'Share on the local network' }).click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByRole('button', { name: 'Share', exact: true }).isDisabled()).toBe(true)
    await dialog.getByLabel('Address').selectOption(own)
    await dialog.getByLabel('I know that nothing is encrypted').check()
    await dialog.getByRole('button', { name: 'Share', exact: true }).click()
    await page.getByText(`Shared on the network without TLS: ${elsewhere}`).waitFor()
    expect(await isReachable(elsewhere)).toBe(true)

    await page.getByRole('button', { name: 'End sharing' }).first().click()
    await page.getByText('The server is no longer shared.').waitFor()
    expect(await isReachable(elsewhere)).toBe(false)
    expect(complaints).toEqual([])
  })

  it('rotates the signing keys, and tokens from before still verify', async () => {
    const { server, page, complaints } = await open()
    const form = await createAccount(server)
    const { body } = await server.token(form)
    await page.goto(`${server.url}/server?tab=keys`)
    const keys = page.getByRole('table', { name: 'Signing keys' })
    await keys.getByText('Signing', { exact: true }).first().waitFor()
    await page.getByRole('button', { name: 'Rotate at once' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate at once' }).click()
    await keys.getByText('Retired', { exact: true }).first().waitFor()

    const jwks = createRemoteJWKSet(new URL(`${server.url}/.well-known/jwks.json`))
    const { protectedHeader: before } = await jwtVerify(body.access_token, jwks)
    const { body: later } = await server.token(form)
    const { protectedHeader: after } = await jwtVerify(later.access_token, jwks)
    expect(after.kid).not.toBe(before.kid)
    expect(complaints).toEqual([])
  })
})

describe.skipIf(browserPath === undefined)('the audit page', () => {
  it('shows a rotation with its keys before and after, and finds out a changed line', async () => {
    const { server, page, complaints } = await open()
    await createAccount(server)
    await server.api('POST', '/signing-keys/rotate', { immediately: true })
    await page.getByRole('link', { name: 'Audit', exact: true }).click()
    await page.getByLabel('What', { exact: true }).selectOption({ label: 'Signing keys' })
    const event = page.getByRole('listitem').filter({ hasText: 'rotated the signing keys' })
    await event.getByText(/^Details of event/).click()
    const row = event.getByRole('table', { name: 'What changed' }).getByRole('row').nth(1)
    expect(await row.textContent()).toMatch(/items.*signing.*retired/s)

    await page.getByRole('button', { name: 'Verify chain' }).click()
    await page.getByText(/^The chain is whole/).waitFor()
    const file = join(server.dataDirectory, 'audit.jsonl')
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace('"path":"acme"', '"path":"acne"'))
    await page.getByRole('button', { name: 'Verify chain' }).click()
    const line = text.slice(0, text.indexOf('"path":"acme"')).split('\n').length
    await page.getByText(`broken at line ${line} of audit.jsonl: it was changed`).waitFor()
    expect(complaints).toEqual([])
  })
})
