import { afterAll, expect, it } from 'vitest'
import { LEEWAY_SECONDS } from '#server/domain/decide-token-times.ts'
import { must } from '#support/callers.ts'
import { exchange } from '#support/exchange.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { OUR_AUDIENCE, startThirdPartyIssuer } from '#support/third-party-issuer.ts'
import { createTrustingAccount } from '#support/trusting-account.ts'

const start = Math.floor(Date.now() / 1000)
let seconds = start
const server = await startTestServer({ now: () => seconds * 1000 })
const provider = await startThirdPartyIssuer()
afterAll(() => Promise.all([server.close(), provider.close()]))

const boundClaims = { project_id: '20' }
const account = await createTrustingAccount(server, { issuer: provider.url, boundClaims })

const sign = (jti: string, exp: number) =>
  provider.sign({ iss: provider.url, aud: OUR_AUDIENCE, iat: start, exp, jti, ...boundClaims })

async function show(outsideToken: string): Promise<string> {
  const { status, body } = await exchange(server, outsideToken, { client_id: account.id })
  return status === 200 ? 'exchanged' : String(body.error_description)
}

it('remembers a used token for as long as the leeway for clocks would let it in', async () => {
  const { version } = await must(server, 'GET', '/settings')
  await must(server, 'PATCH', '/settings', { version, endWithSubjectToken: false })
  const [first, unused] = [await sign('first', start + 60), await sign('unused', start + 60)]
  expect(await show(first)).toBe('exchanged')
  for (const later of [30, 60, 60 + LEEWAY_SECONDS - 1]) {
    seconds = start + later
    // What has ended is swept with every use of another one.
    expect(await show(await sign(`other-${later}`, seconds + 60))).toBe('exchanged')
    expect(await show(first)).toMatch(/^The token was used already/)
  }
  expect(await show(unused)).toBe('exchanged')
  seconds = start + 60 + LEEWAY_SECONDS
  expect(await show(first)).toMatch(/^The token has expired/)
})
