import { readFile, symlink, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { createGroups, must } from '#support/callers.ts'
import { createAccount, toBasic } from '#support/create-account.ts'
import { makeProof, makeProofKey } from '#support/make-proof.ts'
import { runCurl } from '#support/run-curl.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { makeTempDirectory } from '#support/temp-directory.ts'

const server = await startTestServer()
const directory = await makeTempDirectory()
afterAll(() => Promise.all([server.close(), directory.remove()]))

const ROOT = resolve(import.meta.dirname, '../../..')
const RESOURCE = 'https://billing.acme.example'
const readme = await readFile(join(ROOT, 'README.md'), 'utf8')
const section = readme.split('### Checking a token')[1]?.split('\n## ')[0] ?? ''

/** Gives the code that the README shows there, for our address. */
function findCode(language: string): string {
  const code = new RegExp(`\`\`\`${language}\n([^]*?)\n\`\`\``).exec(section)?.[1] ?? ''
  expect(code).toContain('https://doorward.acme.example')
  return code.replaceAll('https://doorward.acme.example', server.issuer)
}

await createGroups(server, 'acme')
const account = await createAccount(server, {
  group: 'acme',
  tokenSettings: { allowedResources: [RESOURCE] },
})

async function getToken(resource = RESOURCE, headers: Readonly<Record<string, string>> = {}) {
  const form = { grant_type: 'client_credentials', resource }
  const answer = await server.token(form, { ...toBasic(account), ...headers })
  expect(answer.status, answer.text).toBe(200)
  return answer.body.access_token as string
}

describe('the documented function', async () => {
  await symlink(join(ROOT, 'node_modules'), join(directory.path, 'node_modules'))
  const path = join(directory.path, 'read-token.mjs')
  await writeFile(path, findCode('js'))
  const { readToken } = await import(/* @vite-ignore */ pathToFileURL(path).href)

  it('reads a token for the service', async () => {
    const token = await getToken()
    for (const scheme of ['Bearer', 'bearer']) {
      expect(await readToken(`${scheme} ${token}`)).toMatchObject({ sub: account.id })
    }
  })

  it('refuses a token for somebody else, a changed one, and none', async () => {
    const token = await getToken()
    const wrong = [
      await getToken(server.issuer),
      `${token.slice(0, -8)}AAAAAAAA`,
      server.adminToken,
    ]
    for (const each of wrong) await expect(readToken(`Bearer ${each}`)).rejects.toThrow()
    await expect(readToken()).rejects.toThrow()
  })

  it('refuses a bound token that comes without its proof (RFC 9449 §7.2)', async () => {
    const dpop = await makeProof(await makeProofKey(), 'POST', `${server.issuer}/oauth/token`)
    const token = await getToken(RESOURCE, { dpop })
    await expect(readToken(`Bearer ${token}`)).rejects.toThrow('bound to a key')
  })
})

describe('the documented question', () => {
  const ask = async (token: string, { clientId, clientSecret }: typeof account) =>
    JSON.parse(
      await runCurl(
        `CLIENT_ID=${clientId} CLIENT_SECRET=${clientSecret} ACCESS_TOKEN=${token}\n${findCode('sh')}`,
      ),
    )

  it('is answered where the account may look, until the token is revoked', async () => {
    const gateway = await createAccount(server)
    await must(server, 'POST', '/roles', { name: 'gateway', permissions: ['token:introspect'] })
    const member = { namespace: 'acme', principal: gateway.id, role: 'gateway' }
    await must(server, 'POST', '/members', member)
    const token = await getToken()
    expect(await ask(token, gateway)).toMatchObject({ active: true, aud: RESOURCE })

    await fetch(`${server.url}/oauth/revoke`, {
      method: 'POST',
      headers: toBasic(account),
      body: new URLSearchParams({ token }),
    })
    expect(await ask(token, gateway)).toEqual({ active: false })
  })

  it('tells nothing to others', async () => {
    expect(await ask(await getToken(), await createAccount(server))).toEqual({ active: false })
  })
})
