import { expect, it } from 'vitest'
import {
  aDataDirectory,
  type HeadlessProcess,
  inDirectory,
  startHeadless,
} from '#support/headless-process.ts'
import type { HttpAnswer } from '#support/http-answer.ts'
import { createKeyClient, toAssertionForm } from '#support/key-client.ts'
import { OUR_AUDIENCE, startThirdPartyIssuer } from '#support/third-party-issuer.ts'
import { createTrustingAccount } from '#support/trusting-account.ts'
import { turnLimitsOff } from '#support/turn-limits-off.ts'

const ROUNDS = 4
/** Tokens of each kind that are on their way when the server is killed. */
const AT_ONCE = 12

type Form = Readonly<Record<string, string>>

it('lets no single-use token in again after it was killed', async () => {
  // Audiences name the server, which takes another port each time.
  const env = {
    ...inDirectory(await aDataDirectory()),
    DOORWARD_PUBLIC_URL: OUR_AUDIENCE,
    DOORWARD_LOG_LEVEL: 'warn',
  }
  const provider = await startThirdPartyIssuer()
  let server = await startHeadless({ env })
  const makeForms = await aFormMaker(server, provider)
  const used: Form[] = []

  for (let round = 0; round < ROUNDS; round += 1) {
    const before = used.length
    const forms = await makeForms()
    const burst = forms.map((form) => useUnlessGone(server, form, used))
    while (used.length < before + 3) await new Promise((resolve) => setTimeout(resolve, 1))
    expect(await server.stop('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' })
    await Promise.all(burst)

    server = await startHeadless({ env })
    for (const form of used) expectReplayed(await server.token(form), form)
    for (const fresh of (await makeForms()).slice(-3)) {
      expect((await server.token(fresh)).status).toBe(200)
    }
  }

  expect(new Set(used.map((form) => Object.keys(form).join())).size).toBe(3)
  const { body } = await server.api('GET', '/audit/events?action=token.refused&limit=100')
  const reasons = body.items.map(({ reason }: { reason: string }) => reason)
  expect(new Set(reasons)).toEqual(new Set(['replayed', 'assertion_replayed']))
  await provider.close()
})

/** Makes requests that each can be answered once: by an exchange, a bearer assertion, a client assertion. */
async function aFormMaker(
  server: HeadlessProcess,
  provider: Awaited<ReturnType<typeof startThirdPartyIssuer>>,
) {
  await turnLimitsOff(server)
  const boundClaims = { project_id: '20' }
  const account = await createTrustingAccount(server, { issuer: provider.url, boundClaims })
  const client = await createKeyClient(server)
  let count = 0
  const outside = () => {
    count += 1
    const now = Math.floor(Date.now() / 1000)
    const times = { iat: now, exp: now + 600, jti: `job-${count}` }
    return provider.sign({ iss: provider.url, aud: OUR_AUDIENCE, ...times, ...boundClaims })
  }
  const makers = [
    async (): Promise<Form> => ({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: await outside(),
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      client_id: account.id,
    }),
    async (): Promise<Form> => ({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: await outside(),
      client_id: account.id,
    }),
    async (): Promise<Form> => ({
      grant_type: 'client_credentials',
      ...toAssertionForm(
        await client.assert({ claims: { exp: Math.floor(Date.now() / 1000) + 300 } }),
      ),
    }),
  ]
  return () =>
    Promise.all(Array.from({ length: AT_ONCE }, () => makers.map((make) => make())).flat())
}

/** Uses a token; it counts as used once the answer is there. */
async function useUnlessGone(server: HeadlessProcess, form: Form, used: Form[]): Promise<void> {
  try {
    const { status, text } = await server.token(form)
    if (status !== 200) throw new Error(`unexpected ${status}: ${text}`)
    used.push(form)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error // what fetch throws when nobody answers
  }
}

function expectReplayed({ status, body, text }: HttpAnswer, form: Form): void {
  if ('client_assertion' in form) {
    expect([status, body.error]).toEqual([401, 'invalid_client'])
    return
  }
  expect(status).toBe(400)
  expect(text).toMatch(/used already/)
}
