import { randomBytes } from 'node:crypto'
import { generateKeyPair } from 'jose'
import { afterAll, expect, it } from 'vitest'
import { toSecret } from '#server/domain/secret-format.ts'
import { newId } from '#server/ids.ts'
import { must } from '#support/callers.ts'
import { createAccount, toBasic } from '#support/create-account.ts'
import { forgeSecret } from '#support/forge-secret.ts'
import { createKeyClient, signAssertion, toAssertionForm } from '#support/key-client.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { turnLimitsOff } from '#support/turn-limits-off.ts'

const server = await startTestServer()
afterAll(() => server.close())
await turnLimitsOff(server)

const PAIRS = 400
/** Of two things that take equally long, each is the slower one about half of the time. */
const FAIR = { least: 0.3, most: 0.7 }
const UNKNOWN = 'sa_00000000000000000000000000'

const GRANT = { grant_type: 'client_credentials' }
const secretClient = await createAccount(server)
const wrongSecret = forgeSecret(secretClient.clientSecret)
const keyClient = await createKeyClient(server, 'ES512')
const stranger = (await generateKeyPair('ES512')).privateKey
const { value: apiToken } = await must(server, 'POST', '/tokens', {
  ...{ name: 'api', account: secretClient.id, intent: 'api' },
})
const wrongToken = forgeSecret(apiToken)
const tokenOfNobody = toSecret('dwat', newId('tok').slice('tok_'.length), randomBytes(32))

const byAssertion = async (clientId: string) => {
  const audience = server.issuer
  const assertion = await signAssertion({ clientId, audience, alg: 'ES512', key: stranger })
  const form = { ...GRANT, ...toAssertionForm(assertion) }
  return () => server.token(form)
}
const bySecret = async (clientId: string) => () =>
  server.token(GRANT, toBasic({ clientId, clientSecret: wrongSecret }))
const byToken = async (token: string) => () =>
  server.api('GET', '/whoami', undefined, { authorization: `Bearer ${token}` })

type Ask = () => Promise<{ readonly status: number }>

async function measure(ask: Ask): Promise<number> {
  const begun = performance.now()
  const { status } = await ask()
  const took = performance.now() - begun
  expect(status).toBe(401)
  return took
}

/** How often the first is the slower one, asked in turns and each first as often as the other. */
async function shareOfSlower(
  one: () => Promise<Ask>,
  other: () => Promise<Ask>,
  pairs = PAIRS,
): Promise<number> {
  let slower = 0
  for (let pair = 0; pair < pairs; pair += 1) {
    const [first, second] = [await one(), await other()]
    const isSwapped = pair % 2 === 1
    const early = await measure(isSwapped ? second : first)
    const late = await measure(isSwapped ? first : second)
    if (isSwapped ? late > early : early > late) slower += 1
  }
  return slower / pairs
}

it.each<[string, () => Promise<Ask>, () => Promise<Ask>]>([
  ['a client id, with a secret', () => bySecret(UNKNOWN), () => bySecret(secretClient.clientId)],
  [
    'a client id, with an assertion',
    () => byAssertion(UNKNOWN),
    () => byAssertion(keyClient.clientId),
  ],
  ['an API token', () => byToken(tokenOfNobody), () => byToken(wrongToken)],
])('takes as long for %s that does not exist as for one that does', async (_, unknown, known) => {
  // The first round only warms up.
  await shareOfSlower(unknown, known, 50)
  const share = await shareOfSlower(unknown, known)
  console.info(`slower in ${(share * 100).toFixed(1)} % of ${PAIRS} pairs`)
  expect(share).toBeGreaterThan(FAIR.least)
  expect(share).toBeLessThan(FAIR.most)
})
