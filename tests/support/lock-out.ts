import { type CreatedAccount, toBasic } from './create-account.ts'
import { forgeSecret } from './forge-secret.ts'
import type { TestServer } from './start-test-server.ts'

/** Fails at the token endpoint until the client is locked out there; gives the lockout's id. */
export async function lockOut(
  server: Pick<TestServer, 'token'>,
  { id, clientId, clientSecret }: CreatedAccount,
): Promise<string> {
  const wrong = toBasic({ clientId, clientSecret: forgeSecret(clientSecret) })
  const ask = () => server.token({ grant_type: 'client_credentials' }, wrong)
  for (let answer = await ask(); answer.status !== 429; ) answer = await ask()
  return `${id} 127.0.0.1`
}
