import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { aDataDirectory, inDirectory, runToEnd, startHeadless } from '#support/headless-process.ts'
import { toAnswer } from '#support/http-answer.ts'

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)

describe('the start of the headless server', () => {
  it('is told by one line on stdout', async () => {
    const dataDirectory = await aDataDirectory()
    const { url, output } = await startHeadless({ env: inDirectory(dataDirectory) })

    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/)
    expect(output.stdout).toBe(`doorward ready url=${url} issuer=${url} dataDir=${dataDirectory}\n`)
  })

  it('takes its settings from flags, and those before the environment', async () => {
    const [fromEnvironment, fromFlag] = [await aDataDirectory(), await aDataDirectory()]
    const { output, url } = await startHeadless({
      env: {
        ...inDirectory(fromEnvironment),
        DOORWARD_PUBLIC_URL: 'https://from-environment.example',
        DOORWARD_LOG_LEVEL: 'info',
      },
      args: [
        '--data-dir',
        fromFlag,
        '--public-url=https://from-flag.example/auth/',
        '--log-level',
        'silent',
        '--host',
        '127.0.0.1',
      ],
    })

    expect(output.stdout).toContain(` issuer=https://from-flag.example/auth dataDir=${fromFlag}\n`)
    expect(output.stderr).toBe('')
    const { body } = await toAnswer(await fetch(`${url}/.well-known/openid-configuration`))
    expect(body.issuer).toBe('https://from-flag.example/auth')
    await expect(stat(fromEnvironment)).rejects.toThrow('ENOENT')
  })

  it('keeps its data where the platform wants it, unless told otherwise', async () => {
    const home = await aDataDirectory()
    const env = { HOME: home, XDG_DATA_HOME: join(home, 'share'), DOORWARD_PORT: '0' }
    const { dataDirectory } = await startHeadless({ env })
    expect(dataDirectory.startsWith(home)).toBe(true)
    expect(dataDirectory).toMatch(/doorward/i)
  })

  it('leaves nothing that other users of the machine can read', async () => {
    const { dataDirectory, api } = await startHeadless({ env: inDirectory(await aDataDirectory()) })
    await api('POST', '/groups', { name: 'acme' })

    expect(await modeOf(dataDirectory)).toBe('700')
    const names = await readdir(dataDirectory)
    expect(names).toEqual(expect.arrayContaining(['admin-token', 'audit.jsonl', 'master.key']))
    for (const name of names)
      expect(`${name} ${await modeOf(join(dataDirectory, name))}`).toBe(`${name} 600`)
  })

  it('writes an admin token that works, and keeps it at the next start', async () => {
    const env = inDirectory(await aDataDirectory())
    const first = await startHeadless({ env })
    const file = join(first.dataDirectory, 'admin-token')
    const token = await readFile(file, 'utf8')
    expect(token).toMatch(/^dwat_\w+\n$/)
    expect((await first.api('GET', '/whoami')).status).toBe(200)
    await first.stop('SIGTERM')

    const second = await startHeadless({ env })
    expect(await readFile(file, 'utf8')).toBe(token)
    expect((await second.api('GET', '/whoami')).status).toBe(200)
  })

  it('replaces the admin token when its file was emptied, and the earlier one ends', async () => {
    const env = inDirectory(await aDataDirectory())
    const first = await startHeadless({ env })
    const file = join(first.dataDirectory, 'admin-token')
    const earlier = (await readFile(file, 'utf8')).trim()
    await first.stop('SIGTERM')
    await writeFile(file, '')

    const second = await startHeadless({ env })
    const token = (await readFile(file, 'utf8')).trim()
    const statusOf = async (bearer: string) =>
      (
        await fetch(`${second.url}/api/v1/whoami`, {
          headers: { authorization: `Bearer ${bearer}` },
        })
      ).status
    expect(token).not.toBe(earlier)
    expect([await statusOf(token), await statusOf(earlier)]).toEqual([200, 401])
    expect(await modeOf(file)).toBe('600')
    expect(second.output.stderr).toContain('the admin token was replaced')
    const { body } = await second.api('GET', '/audit/events?action=adminToken.replace')
    expect(body.items).toMatchObject([{ actor: { kind: 'system' }, result: 'ok' }])
  })

  it('says that a new master key wants a backup, once', async () => {
    const env = inDirectory(await aDataDirectory())
    const first = await startHeadless({ env })
    await first.stop('SIGTERM')
    const second = await startHeadless({ env })
    await second.stop('SIGTERM')

    expect(first.output.stderr).toMatch(/new master key was written to .* Back it up/)
    expect(second.output.stderr).not.toMatch(/new master key/)
  })

  it('logs JSON lines on stderr', async () => {
    const { output, stop } = await startHeadless({ env: inDirectory(await aDataDirectory()) })
    await stop('SIGTERM')

    const lines = output.stderr.split('\n').filter((line) => line !== '')
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines) expect(JSON.parse(line)).toHaveProperty('msg')
  })

  it('gives a sign-in link that opens the window once', async () => {
    const env = inDirectory(await aDataDirectory())
    const { url, output } = await startHeadless({ env, args: ['--sign-in-link'] })
    const link = new RegExp(`${url}/#sign-in=([\\w-]+)`).exec(output.stdout)?.[1]
    const signIn = () =>
      fetch(`${url}/session`, {
        method: 'POST',
        headers: { origin: url, 'content-type': 'application/json' },
        body: JSON.stringify({ link }),
      })

    expect((await signIn()).status).toBe(204)
    expect((await signIn()).status).toBe(401)
  })

  it.each(['/', '/service-accounts/sa_x'])(
    'serves the window that was built, at %s',
    async (path) => {
      const { url } = await startHeadless({ env: inDirectory(await aDataDirectory()) })
      const page = `${url}${path}`
      const { status, text } = await toAnswer(await fetch(page))
      expect(status).toBe(200)
      expect(text).not.toContain('__CSP_NONCE__')

      const assets = [...text.matchAll(/(?:src|href)="([^"]*\/assets\/[^"]+)"/g)]
      expect(assets.length).toBeGreaterThan(0)
      for (const [, asset = ''] of assets) {
        // As a browser finds it: relative to the page, which may lie deep after a reload.
        const { headers } = await fetch(new URL(asset, page))
        expect(`${asset} ${headers.get('content-type')}`).not.toContain('html')
      }
    },
  )
})

describe('a restart', () => {
  it('keeps everything', async () => {
    const env = inDirectory(await aDataDirectory())
    const first = await startHeadless({ env })
    await first.api('POST', '/groups', { name: 'acme', description: 'kept' })
    const { body: account } = await first.api('POST', '/service-accounts', {
      group: 'acme',
      name: 'deployer',
      clientCredentials: { enabled: true },
      trustPolicies: [
        { issuer: 'https://gitlab.example', audience: 'us', boundClaims: { sub: 'job' } },
      ],
    })
    await first.api('PATCH', '/settings', { version: 1, accessTokenLifetimeSeconds: 120 })
    const readAll = async ({ api, url }: typeof first) => [
      (await api('GET', '/groups')).body,
      (await api('GET', '/service-accounts')).body,
      (await api('GET', '/issuers')).body,
      (await api('GET', '/settings')).body.accessTokenLifetimeSeconds,
      await (await fetch(`${url}/.well-known/jwks.json`)).json(),
    ]
    const before = await readAll(first)
    await first.stop('SIGTERM')

    const second = await startHeadless({ env })
    expect(await readAll(second)).toEqual(before)
    const { clientId, clientSecret } = account.clientCredentials
    const grant = { grant_type: 'client_credentials', client_id: clientId }
    const { body } = await second.token({ ...grant, client_secret: clientSecret })
    expect(body.expires_in).toBe(120)
  })
})

describe('a start that cannot be', () => {
  it.each<[string, readonly string[], Record<string, string>, RegExp]>([
    ['a port in words', [], { DOORWARD_PORT: 'http' }, /DOORWARD_PORT="http"/],
    ['a port too high', ['--port', '65536'], {}, /--port="65536"/],
    ['a negative port', ['--port=-1'], {}, /--port="-1"/],
    [
      'a public URL without TLS',
      [],
      { DOORWARD_PUBLIC_URL: 'http://x.example' },
      /DOORWARD_PUBLIC_URL/,
    ],
    ['a public URL with a query', ['--public-url', 'https://x.example/?a'], {}, /--public-url/],
    ['a public URL that is none', ['--public-url', 'x.example'], {}, /--public-url/],
    ['an unknown log level', [], { DOORWARD_LOG_LEVEL: 'loud' }, /DOORWARD_LOG_LEVEL/],
    ['an unknown flag', ['--prot', '1'], {}, /--prot.*--port/],
    ['a flag without its value', ['--port'], {}, /--port/],
    ['a word too many', ['start'], {}, /start/],
    ['a key file that is not there', ['--master-key-file', '/nope/key'], {}, /\/nope\/key/],
  ])('tells one line about %s and exits with 2', async (_, args, env, words) => {
    const dataDirectory = await aDataDirectory()
    const exit = await runToEnd({
      args,
      env: { ...inDirectory(dataDirectory), DOORWARD_LOG_LEVEL: 'error', ...env },
    })

    expect(exit.stderr).toMatch(words)
    expect(exit.stderr).toMatch(/^doorward: [^\n]+\n$/)
    expect([exit.code, exit.stdout]).toEqual([2, ''])
  })

  it('names the port that is taken and exits with 1', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void other.close())
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const env = { ...inDirectory(await aDataDirectory()), DOORWARD_LOG_LEVEL: 'error' }

    const exit = await runToEnd({ env, args: ['--port', String(port)] })
    expect([exit.code, exit.stdout]).toEqual([1, ''])
    expect(exit.stderr).toMatch(/^doorward: [^\n]+\n$/)
    expect(exit.stderr).toContain(`Port ${port}`)
    const next = await startHeadless({ env })
    expect((await next.api('GET', '/whoami')).status).toBe(200)
  })

  it('names the process that holds the data directory and exits with 1', async () => {
    const env = { ...inDirectory(await aDataDirectory()), DOORWARD_LOG_LEVEL: 'error' }
    const first = await startHeadless({ env })

    const exit = await runToEnd({ env })
    expect([exit.code, exit.stdout]).toEqual([1, ''])
    expect(exit.stderr).toMatch(/^doorward: [^\n]+\n$/)
    expect(exit.stderr).toContain(`process ${first.pid},`)
    expect((await first.api('POST', '/groups', { name: 'unharmed' })).status).toBe(201)
  })

  it('lets only one of two that start at once have the data directory', async () => {
    const env = { ...inDirectory(await aDataDirectory()), DOORWARD_LOG_LEVEL: 'error' }
    const outcomes = await Promise.allSettled([startHeadless({ env }), startHeadless({ env })])

    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})
