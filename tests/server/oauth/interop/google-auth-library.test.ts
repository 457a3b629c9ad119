import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { ExternalAccountClient, GoogleAuth } from 'google-auth-library'
import { decodeJwt } from 'jose'
import { afterAll, describe, expect, it } from 'vitest'
import { createGroups, must } from '#support/callers.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { makeTempDirectory } from '#support/temp-directory.ts'
import { OUR_AUDIENCE, startThirdPartyIssuer } from '#support/third-party-issuer.ts'
import { createTrustingAccount } from '#support/trusting-account.ts'

const server = await startTestServer()
const provider = await startThirdPartyIssuer()
const directory = await makeTempDirectory()
const source = await startTokenSource()
afterAll(() => Promise.all([server.close(), provider.close(), directory.remove(), source.close()]))

await createGroups(server, 'acme')
const claims = { project_id: '20' }
const account = await createTrustingAccount(server, { issuer: provider.url, boundClaims: claims })
// It renews tokens five minutes before they end, so shorter ones would be exchanged anew for each call.
const { version } = await must(server, 'GET', `/service-accounts/${account.id}`)
await must(server, 'PATCH', `/service-accounts/${account.id}`, {
  version,
  tokenSettings: { accessTokenLifetimeSeconds: 600 },
})
await must(server, 'POST', '/members', {
  namespace: 'acme',
  principal: account.id,
  role: 'viewer',
})

/** Gives id tokens to whoever shows the job's own secret, as the runners of GitHub Actions do. */
async function startTokenSource() {
  const http = createServer(async (req, res) => {
    const isJob = req.headers.authorization === 'bearer the-job'
    const value = await provider.issueIdToken({ audience: OUR_AUDIENCE, claims })
    res.writeHead(isJob ? 200 : 401, { 'content-type': 'application/json' })
    res.end(JSON.stringify(isJob ? { value } : {}))
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  // Safe: a server that listens on a host and port has an address of this kind.
  const { port } = http.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((resolve) => http.close(resolve)),
  }
}

async function writeIdToken(more: object = {}): Promise<string> {
  const path = join(directory.path, 'id-token')
  const idToken = await provider.issueIdToken({
    audience: OUR_AUDIENCE,
    claims: { ...claims, ...more },
  })
  await writeFile(path, idToken)
  return path
}

const readme = await readFile(resolve(import.meta.dirname, '../../../../README.md'), 'utf8')
const documented =
  /```json\n({\n {2}"type": "external_account"[\s\S]*?)\n```/.exec(readme)?.[1] ?? ''

/** What the README shows, for our address, this account and some place to find the id token. */
const toConfiguration = (credentialSource: object) => ({
  ...JSON.parse(
    documented.replace('https://doorward.acme.example', server.issuer).replace('sa_…', account.id),
  ),
  credential_source: credentialSource,
})

function createClient(credentialSource: object, more: object = {}) {
  const client = ExternalAccountClient.fromJSON({
    ...toConfiguration(credentialSource),
    // It would ask for the scope of Google's own cloud.
    scopes: [],
    ...more,
  })
  if (!client) throw new Error('This is no configuration of an external account.')
  return client
}

const whoami = `${server.url}/api/v1/whoami`

describe('google-auth-library exchanges an outside token (RFC 8693 §2.1)', () => {
  it('from a file, and calls the API with what it gets', async () => {
    const client = createClient({ file: await writeIdToken() })
    const { token } = await client.getAccessToken()
    expect(decodeJwt(token ?? '')).toMatchObject({
      sub: account.id,
      aud: server.issuer,
      act_iss: provider.url,
    })
    const { data } = await client.request<{ readonly actor: object }>({ url: whoami })
    expect(data.actor).toMatchObject({ id: account.id })
  })

  it('from an address, as the runners of GitHub Actions have one', async () => {
    const client = createClient({
      url: source.url,
      headers: { authorization: 'bearer the-job' },
      format: { type: 'json', subject_token_field_name: 'value' },
    })
    expect((await client.request({ url: whoami })).status).toBe(200)
  })

  it('by a configuration file, with scopes of its own', async () => {
    const keyFilename = join(directory.path, 'doorward.json')
    const configuration = toConfiguration({ file: await writeIdToken() })
    await writeFile(keyFilename, JSON.stringify(configuration))
    const auth = new GoogleAuth({ keyFilename, scopes: ['group:view'] })
    const token = (await auth.getAccessToken()) ?? ''
    expect(decodeJwt(token)).toMatchObject({ sub: account.id, scope: 'group:view' })
  })

  it('again when it needs another one, if the file was renewed meanwhile', async () => {
    const always = { eagerRefreshThresholdMillis: 3_600_000 }
    const client = createClient({ file: await writeIdToken() }, always)
    const first = await client.getAccessToken()
    await expect(client.getAccessToken()).rejects.toThrow('The token was used already.')
    await writeIdToken()
    expect((await client.getAccessToken()).token).not.toBe(first.token)
  })
})

describe('google-auth-library reads', () => {
  it('that the scope of Google’s cloud is none of ours (RFC 6749 §5.2)', async () => {
    const client = createClient({ file: await writeIdToken() }, { scopes: undefined })
    await expect(client.getAccessToken()).rejects.toThrow('Error code invalid_scope')
  })

  it('that a token does not fit (RFC 8693 §2.2.2)', async () => {
    const client = createClient({ file: await writeIdToken({ project_id: '21' }) })
    await expect(client.getAccessToken()).rejects.toThrow('Error code invalid_request')
  })
})
