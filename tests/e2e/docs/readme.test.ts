import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { github } from '#server/issuers/profiles/github.ts'
import { gitlab } from '#server/issuers/profiles/gitlab.ts'
import { writeSnippets } from '#server/issuers/profiles/write-snippets.ts'
import { createAccount } from '#support/create-account.ts'
import {
  aDataDirectory,
  type HeadlessProcess,
  inDirectory,
  startHeadless,
} from '#support/headless-process.ts'
import { createPastedIssuer, type PastedIssuer } from '#support/pasted-issuer.ts'
import { makeTempDirectory } from '#support/temp-directory.ts'
import { createTrustingAccount } from '#support/trusting-account.ts'
import { findBlock, ROOT, readBlocks } from './read-blocks.ts'
import { runShell, works } from './run-shell.ts'
import { startCopy } from './start-copy.ts'
import { startNginx } from './start-nginx.ts'

const README = 'README.md'
const OURS = 'https://doorward.acme.example'
const ACCOUNT = 'sa_01jmc5z8q4e5h9k2t7w3x6y8zb'
const BILLING = 'https://billing.acme.example'

/** Which test runs a block, told by a text in it; `nobody` where none can. */
const runBy: Readonly<Record<string, string>> = {
  'npm ci && npm start': 'tests/e2e/headless/start.test.ts',
  'cp -r out package.json': 'here',
  ssl_certificate: 'here',
  '-d "grant_type=client_credentials"': 'here',
  'post service-accounts': 'here',
  ACTIONS_ID_TOKEN_REQUEST_URL: 'here',
  'id_tokens:': 'here',
  '"ref": { "wildcard"': 'here',
  '/api/v1/trust/attempts/': 'here',
  '"type": "external_account"': 'tests/server/oauth/interop/google-auth-library.test.ts',
  createRemoteJWKSet: 'tests/server/oauth/documented-checks.test.ts',
  PyJWKClient: 'here',
  'oidc.NewProvider': 'nobody',
  auth_request: 'here',
  '/oauth/introspect': 'tests/server/oauth/documented-checks.test.ts',
  'dwap_…': 'here',
  'tar -C': 'here',
  'Electron window': 'nobody',
}

it('shows nothing that no test runs', () => {
  for (const { text } of readBlocks(README)) {
    const known = Object.keys(runBy).filter((mark) => text.includes(mark))
    expect(known, `a block of ${README}:\n${text}`).not.toEqual([])
    for (const mark of known) {
      const place = runBy[mark] ?? ''
      if (place.includes('/')) expect(existsSync(join(ROOT, place)), place).toBe(true)
    }
  }
})

const documents = [README, '.github/CONTRIBUTING.md']

it.each(documents)('%s names only commands that package.json has', async (document) => {
  const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'))
  const readme = await readFile(join(ROOT, document), 'utf8')
  const named = [...readme.matchAll(/npm (?:run )?(start|test|[a-z]+:[a-z]+|(?<=run )[a-z]+)/g)]
  expect(named.length).toBeGreaterThan(5)
  for (const [, name = ''] of named) expect(Object.keys(scripts)).toContain(name)
})

it.each(documents)('%s names only files that are there', async (document) => {
  const text = await readFile(join(ROOT, document), 'utf8')
  const named = [...text.matchAll(/(?<=[`(\s])(?:src-\w+|tests|resources|\.github)\/[\w./-]+\w/g)]
  // What somebody would add is called things there, or acme.
  const paths = named.map(([path]) => path).filter((path) => !/things|acme/.test(path))
  expect(paths.length).toBeGreaterThan(5)
  expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
})

it('installs a service that starts without node_modules', async () => {
  const place = await makeTempDirectory()
  onTestFinished(() => place.remove())
  const script = findBlock(README, 'cp -r out package.json')
    .split('\n')
    .filter((line) => !/npm ci|systemctl/.test(line)) // built already; and nobody's systemd is touched
    .join('\n')
  for (const directory of ['systemd', 'opt', 'etc']) await mkdir(join(place.path, directory))
  await runShell(
    `cd ${ROOT}\n${script}`
      .replaceAll('/opt/doorward', `${place.path}/opt/doorward`)
      .replaceAll('/etc/doorward', `${place.path}/etc/doorward`)
      .replaceAll('/etc/systemd/system/', `${place.path}/systemd/`),
  )
  const copy = await startCopy(place.path)
  expect(copy.issuer).toBe(OURS)
  expect((await fetch(`${copy.url}/readyz`)).status).toBe(200)
  expect(await (await fetch(copy.url)).text()).toContain('<div id="root">')
})

it.skipIf(!works('systemd-analyze', '--version'))(
  'has a unit that systemd understands',
  async () => {
    await runShell(`systemd-analyze verify ${ROOT}/resources/systemd/doorward.service`)
  },
)

it('backs up what a new server can be started with', async () => {
  const data = await aDataDirectory()
  const env = inDirectory(data)
  const server = await startHeadless({ env })
  const account = await createAccount(server)
  await server.stop('SIGTERM')

  const place = await makeTempDirectory()
  onTestFinished(() => place.remove())
  const script = findBlock(README, 'tar -C')
    .replaceAll(/^systemctl.*$/gm, '')
    .replace('/var/lib/private', join(data, '..'))
    .replace(/doorward$/m, 'data')
  await runShell(`cd ${place.path}\n${script}\ntar -xzf doorward-backup.tgz`)
  const restored = await startHeadless({ env: inDirectory(join(place.path, 'data')) })
  expect(await getToken(restored, account)).toMatch(/^ey/)
})

describe('the commands for a first account', () => {
  it('get a token', async () => {
    const server = await aServer()
    const { clientId, clientSecret } = await createAccount(server)
    const command = findBlock(README, '-d "grant_type=client_credentials"')
      .replace('http://127.0.0.1:7420', server.url)
      .replace('YOUR_CLIENT_ID', clientId)
      .replace('YOUR_CLIENT_SECRET', clientSecret)
    expect(JSON.parse(await runShell(command))).toMatchObject({
      token_type: 'Bearer',
      expires_in: 300,
    })
  })

  it('make the account by a script', async () => {
    const server = await aServer()
    const script = findBlock(README, 'post service-accounts')
    const answers = await runShell(script.replace('http://127.0.0.1:7420', server.url), {
      ADMIN_TOKEN: await readAdminToken(server),
    })
    const account = JSON.parse(answers.slice(answers.indexOf('}{') + 1))
    expect(account.path).toBe('acme/deployer')
    expect(await getToken(server, account.clientCredentials)).toMatch(/^ey/)
  })

  it('ask who somebody is by an app password', async () => {
    const server = await aServer()
    const { path } = await createAccount(server)
    const { body } = await server.api('POST', '/tokens', {
      ...{ name: 'password', account: path, intent: 'app_password' },
    })
    const command = findBlock(README, 'dwap_…')
      .replace('http://127.0.0.1:7420', server.url)
      .replace('acme/platform/deployer', path)
      .replace('dwap_…', body.value)
    expect(JSON.parse(await runShell(command))).toMatchObject({ actor: { name: path } })
  })
})

describe('the recipes for CI', () => {
  it.each([
    ['ACTIONS_ID_TOKEN_REQUEST_URL', github],
    ['id_tokens:', gitlab],
  ])('are what the window shows: %s', (mark, profile) => {
    const [snippet] = writeSnippets(profile, {
      account: ACCOUNT,
      tokenEndpoint: `${OURS}/oauth/token`,
      audience: `${OURS}/${ACCOUNT}`,
      boundClaims: {},
      runner: 'self_hosted',
    })
    expect(findBlock(README, mark)).toBe(snippet?.text.trimEnd())
  })

  it.skipIf(!works('jq', '--version'))('let a GitHub job in', async () => {
    const { server, issuer, path } = await aTrustedPipeline()
    const idTokens = await startIdTokens(issuer, server.issuer)
    const yaml = findBlock(README, 'ACTIONS_ID_TOKEN_REQUEST_URL')
    const [, script = ''] = /run: \|\n((?: {10}.*\n?)+)/.exec(yaml) ?? []
    const place = await makeTempDirectory()
    onTestFinished(() => place.remove())
    const output = await runShell(`${fillIn(script, server, path)}\ncat "$GITHUB_ENV"`, {
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'the-job',
      ACTIONS_ID_TOKEN_REQUEST_URL: idTokens,
      GITHUB_ENV: join(place.path, 'env'),
    })
    expect(output).toMatch(/^::add-mask::ey\S+\n::add-mask::ey\S+\nACCESS_TOKEN=ey\S+\n$/)
  })

  it('let a GitLab job in', async () => {
    const { server, issuer, path } = await aTrustedPipeline()
    const [, script = ''] = /- \|\n((?: {6}.*\n?)+)/.exec(findBlock(README, 'id_tokens:')) ?? []
    const output = await runShell(`${fillIn(script, server, path)}\necho "$ACCESS_TOKEN"`, {
      ID_TOKEN: await issuer.sign({ aud: server.issuer, jti: 'gitlab' }),
    })
    expect(output).toMatch(/^ey\S+\n$/)
  })

  it('tell why a token was refused', async () => {
    const { server, issuer, path } = await aTrustedPipeline()
    const subject = await issuer.sign({ aud: server.issuer, sub: 'another job' })
    const refused = await server.token({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: subject,
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      client_id: path,
    })
    const id = /req_\w+/.exec(refused.body.error_description)?.[0] ?? ''
    const command = findBlock(README, '/api/v1/trust/attempts/')
      .replace('http://127.0.0.1:7420', server.url)
      .replace('req_…', id)
    const answer = JSON.parse(
      await runShell(command, { ADMIN_TOKEN: await readAdminToken(server) }),
    )
    expect(JSON.stringify(answer)).toContain('another job')
  })

  it('show a policy that is taken', async () => {
    const server = await aServer()
    const issuer = await createPastedIssuer()
    const policy = { ...JSON.parse(findBlock(README, '"ref": { "wildcard"')), issuer: issuer.url }
    const { status, text } = await server.api('POST', '/service-accounts', {
      name: 'documented',
      trustPolicies: [{ ...policy, issuerSettings: issuer.settings }],
    })
    expect(status, text).toBe(201)
  })
})

describe('the examples for services', () => {
  const hasPyJwt = works('python3', '-c', 'import jwt, cryptography')
  it.skipIf(!hasPyJwt)('read a token in Python, and refuse what is not for them', async () => {
    const server = await aServer()
    const account = await createAccount(server, {
      tokenSettings: { allowedResources: [BILLING, 'https://other.acme.example'] },
    })
    const code = findBlock(README, 'PyJWKClient').replaceAll(OURS, server.issuer)
    const place = await makeTempDirectory()
    onTestFinished(() => place.remove())
    await writeFile(
      join(place.path, 'read_token.py'),
      `${code}\n\nimport sys\nprint(read_token(sys.argv[1])["sub"])\n`,
    )
    const read = (token: string) => runShell(`python3 ${place.path}/read_token.py ${token}`)
    expect((await read(await getToken(server, account, BILLING))).trim()).toBe(account.clientId)
    for (const resource of [undefined, 'https://other.acme.example']) {
      const token = await getToken(server, account, resource)
      await expect(read(token)).rejects.toThrow('InvalidAudience')
    }
  })

  it.skipIf(!works('nginx', '-v') || !works('openssl', 'version'))(
    'let nginx do TLS, and ask for every request',
    async () => {
      const server = await aServer({ DOORWARD_PUBLIC_URL: OURS })
      const account = await createAccount(server)
      const nginx = await startNginx({
        server: server.url,
        proxy: findBlock(README, 'ssl_certificate'),
        guard: findBlock(README, 'auth_request'),
      })
      const metadata = JSON.parse(
        await nginx.curl('/.well-known/openid-configuration', { as: 'doorward.acme.example' }),
      )
      expect(metadata.issuer).toBe(OURS)

      const token = await getToken(server, account)
      const ask = (authorization: string) => nginx.curl('/', { as: 'guarded', authorization })
      expect(await ask(`Bearer ${token}`)).toBe('inside')
      await expect(ask('Bearer ey.no.token')).rejects.toThrow('401')
      const { clientId: client_id, clientSecret: client_secret } = account
      await fetch(`${server.url}/oauth/revoke`, {
        method: 'POST',
        body: new URLSearchParams({ client_id, client_secret, token }),
      })
      await expect(ask(`Bearer ${token}`)).rejects.toThrow('401')
    },
  )
})

/** Puts the addresses of a test in the place of the documented ones. */
function fillIn(script: string, { url, issuer }: HeadlessProcess, path: string): string {
  return script
    .replace(encodeURIComponent(`${OURS}/${ACCOUNT}`), encodeURIComponent(issuer))
    .replace(OURS, url)
    .replace(`client_id=${ACCOUNT}`, `client_id=${path}`)
}

async function readAdminToken({ dataDirectory }: HeadlessProcess): Promise<string> {
  return (await readFile(join(dataDirectory, 'admin-token'), 'utf8')).trim()
}

async function aServer(env: Record<string, string> = {}): Promise<HeadlessProcess> {
  return startHeadless({ env: { ...inDirectory(await aDataDirectory()), ...env } })
}

async function aTrustedPipeline() {
  const server = await aServer()
  const issuer = await createPastedIssuer()
  const { path } = await createTrustingAccount(server, {
    issuer: issuer.url,
    boundClaims: { sub: 'job' },
    issuerSettings: issuer.settings,
    audience: server.issuer,
  })
  return { server, issuer, path }
}

/** Answers as GitHub's runner does when a job asks for its id token. */
async function startIdTokens(issuer: PastedIssuer, audience: string): Promise<string> {
  const server = createServer(async (request, response) => {
    const asked = new URL(request.url ?? '', 'http://runner').searchParams.get('audience')
    const isJob = request.headers.authorization === 'bearer the-job' && asked === audience
    const value = isJob ? await issuer.sign({ aud: asked, jti: 'github' }) : ''
    response.end(JSON.stringify({ value }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  // Safe: a server that listens on a host and port has an address of this kind.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/?api-version=1`
}

async function getToken(
  server: HeadlessProcess,
  { clientId, clientSecret }: { readonly clientId: string; readonly clientSecret: string },
  resource?: string,
): Promise<string> {
  const { status, text, body } = await server.token({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    ...(resource && { resource }),
  })
  if (status !== 200) throw new Error(text)
  return body.access_token
}
