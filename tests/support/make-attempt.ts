import type { TestServer } from './start-test-server.ts'

/** Tries an exchange for an account with something that is no token; gives the id of the attempt. */
export async function makeAttempt(
  server: Pick<TestServer, 'api' | 'token'>,
  account: string,
): Promise<string> {
  await server.token({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: 'no-token',
    client_id: account,
  })
  const { body, text } = await server.api('GET', `/trust/attempts?account=${account}`)
  const [attempt] = body.items ?? []
  if (!attempt) throw new Error(`There is no attempt: ${text}`)
  return attempt.id
}
