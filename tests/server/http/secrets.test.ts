import { afterAll, describe, expect, it } from 'vitest'
import { SECRET_PATTERN } from '#server/domain/secret-format.ts'
import { createAccount, toBasic } from '#support/create-account.ts'
import type { HttpAnswer } from '#support/http-answer.ts'
import { sendRaw } from '#support/raw-request.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { findFilesWith } from '#support/temp-directory.ts'

const server = await startTestServer()
afterAll(() => server.close())

/** The part of a secret that is random and nobody else's. */
const randomPart = (secret: string) => secret.slice(secret.lastIndexOf('_') + 1)

describe('a client secret', () => {
  it('is sent once, and after that is nowhere: no answer, no log, no file', async () => {
    const account = await createAccount(server)
    const { body: reset } = await server.api(
      'POST',
      `/service-accounts/${account.id}/client-credentials/reset`,
    )
    const secrets = [account.clientSecret, reset.clientSecret]

    const answers = await useEverywhere(account.id, account.path, secrets)
    await server.running.close()

    for (const secret of secrets) {
      for (const text of [secret, randomPart(secret)]) {
        expect(answers.filter((answer) => answer.text.includes(text))).toEqual([])
        expect(server.log.filter((line) => line.includes(text))).toEqual([])
        expect(await findFilesWith(server.dataDirectory, text)).toEqual([])
      }
      const encoded = toBasic({ clientId: account.id, clientSecret: secret }).authorization.slice(6)
      expect(server.log.filter((line) => line.includes(encoded))).toEqual([])
      expect(await findFilesWith(server.dataDirectory, encoded)).toEqual([])
    }
    expect(server.log.filter((line) => SECRET_PATTERN.test(line))).toEqual([])
  })

  it('is not the only thing that stays out of files: the admin token is in its own alone', async () => {
    const found = await findFilesWith(server.dataDirectory, randomPart(server.adminToken))
    expect(found.map((path) => path.split('/').at(-1))).toEqual(['admin-token'])
    expect(server.log.filter((line) => line.includes(server.adminToken))).toEqual([])
  })

  it('leaves no access token or private key in clear behind', async () => {
    expect(await findFilesWith(server.dataDirectory, 'PRIVATE KEY')).toEqual([])
    expect(await findFilesWith(server.dataDirectory, '"d":"')).toEqual([])
    expect(await findFilesWith(server.dataDirectory, 'eyJ0eXAiOiJhdCtqd3Qi')).toEqual([])
  })
})

/** Sends secrets to every place that might repeat, log or keep them, well-formed and not. */
async function useEverywhere(
  id: string,
  path: string,
  secrets: readonly string[],
): Promise<readonly HttpAnswer[]> {
  const answers: HttpAnswer[] = []
  for (const secret of secrets) {
    const grant = { grant_type: 'client_credentials', client_id: id, client_secret: secret }
    const form = new URLSearchParams(grant).toString()
    answers.push(
      await server.token(grant),
      await server.token(
        { grant_type: 'client_credentials' },
        toBasic({ clientId: id, clientSecret: secret }),
      ),
      await server.token(`${form}&${form}`),
      await server.token(`${form}&x=${'x'.repeat(1_000_000)}`),
      await server.token({ ...grant, grant_type: secret, scope: secret, resource: secret }),
      await server.token({ grant_type: 'client_credentials', client_id: secret }),
      await server.token(form, { 'content-type': 'application/json' }),
      await server.get(`/oauth/token?${form}`),
      await server.get('/api/v1/whoami', { authorization: `Bearer ${secret}` }),
      await server.api('POST', '/groups', { name: secret }),
      await server.api('POST', '/groups', { name: 'x', [secret.slice(0, 4)]: secret }),
      await sendRaw(server.url, {
        method: 'POST',
        path: '/api/v1/groups',
        headers: [
          ['authorization', `Bearer ${server.adminToken}`],
          ['content-type', 'application/json'],
        ],
        body: `{"name":"${secret}`,
      }),
    )
  }
  for (const reference of [id, encodeURIComponent(path)]) {
    answers.push(
      await server.api('GET', `/service-accounts/${reference}`),
      await server.api('PATCH', `/service-accounts/${reference}`, { version: 99 }),
      await server.api('POST', `/service-accounts/${reference}/disable`),
    )
  }
  answers.push(
    await server.api('GET', '/service-accounts?limit=100'),
    await server.api('GET', '/settings'),
    await server.get('/.well-known/jwks.json'),
  )
  return answers
}
