import { decodeJwt } from 'jose'
import { afterAll, describe, expect, it } from 'vitest'
import { createAccount } from '#support/create-account.ts'
import { runCurl } from '#support/run-curl.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

const account = await createAccount(server)
const { host } = new URL(server.url)

/** As Tharsis documents it; people paste it with their own host, id and secret. */
const tharsis = (path: string) => `curl -X POST https://your-tharsis-instance${path} \\
-d "grant_type=client_credentials" \\
-d "client_id=YOUR_CLIENT_ID" \\
-d "client_secret=YOUR_CLIENT_SECRET"`

/** As Mia-Platform documents it. */
const miaPlatform = (path: string) => `curl --location \\
--request POST 'http://[my-console-url]${path}' \\
--header 'Content-Type: application/x-www-form-urlencoded' \\
--header 'Authorization: Basic base64(client_id:client_secret)' \\
--data-urlencode 'grant_type=client_credentials'`

/** The request of RFC 6749 §4.4.2 with the switches that curl has for it. */
const basicUser = (path: string) =>
  `curl --user YOUR_CLIENT_ID:YOUR_CLIENT_SECRET --data grant_type=client_credentials http://[my-console-url]${path}`

function fillIn(command: string, clientSecret = account.clientSecret): string {
  const basic = Buffer.from(`${account.clientId}:${clientSecret}`).toString('base64')
  return command
    .replace('https://your-tharsis-instance', server.url)
    .replace('[my-console-url]', host)
    .replace('base64(client_id:client_secret)', basic)
    .replace('YOUR_CLIENT_ID', account.clientId)
    .replace('YOUR_CLIENT_SECRET', clientSecret)
}

const commands = { tharsis, miaPlatform, basicUser }
const paths = ['/v1/serviceaccounts/token', '/api/m2m/oauth/token', '/oauth/token']
const table = Object.entries(commands).flatMap(([name, command]) =>
  paths.map((path) => [name, path, command(path)] as const),
)

describe('the documented command', () => {
  it.each(table)('of %s gets a token at %s', async (_, __, command) => {
    const answer = JSON.parse(await runCurl(fillIn(command)))

    expect(answer).toMatchObject({ token_type: 'Bearer', expires_in: 300 })
    expect(decodeJwt(answer.access_token).sub).toBe(account.id)
  })

  it.each(table)('of %s gets none at %s with a wrong secret', async (_, __, command) => {
    const answer = JSON.parse(await runCurl(fillIn(command, 'wrong')))
    expect(answer).toEqual({ error: 'invalid_client', error_description: expect.any(String) })
  })
})
