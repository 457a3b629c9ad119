import type { TestServer } from './start-test-server.ts'

export interface CreatedAccount {
  readonly id: string
  readonly path: string
  readonly clientId: string
  readonly clientSecret: string
}

let count = 0

/** Creates a service account with client credentials, by the API; every call gives a new one. */
export async function createAccount(
  server: Pick<TestServer, 'api'>,
  more: object = {},
): Promise<CreatedAccount> {
  count += 1
  const { status, text, body } = await server.api('POST', '/service-accounts', {
    name: `account-${count}`,
    clientCredentials: { enabled: true },
    ...more,
  })
  if (status !== 201) throw new Error(`The account could not be created: ${status} ${text}`)
  const { clientId, clientSecret } = body.clientCredentials
  return { id: body.id, path: body.path, clientId, clientSecret }
}

/** Writes the header of `client_secret_basic`. */
export function toBasic({
  clientId,
  clientSecret,
}: Pick<CreatedAccount, 'clientId' | 'clientSecret'>) {
  return { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` }
}
