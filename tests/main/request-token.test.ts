import { expect, it, onTestFinished } from 'vitest'
import { requestToken } from '#main/request-token.ts'
import { createAccount } from '#support/create-account.ts'
import { makeAuthority, writePair } from '#support/make-certificate.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { makeTempDirectory } from '#support/temp-directory.ts'

/** Starts a server with a certificate that only a test authority vouches for. */
async function startSecurely() {
  const directory = await makeTempDirectory()
  const authority = makeAuthority()
  const files = await writePair(directory.path, authority.issue(['127.0.0.1']))
  const server = await startTestServer({
    ...{ trust: authority.certificate, config: { tls: files } },
  })
  onTestFinished(async () => {
    await server.close()
    await directory.remove()
  })
  return server
}

it.each([
  ['http', startTestServer],
  ['https', startSecurely],
])(
  'gets a token from the embedded server as the client would, or its refusal: %s',
  async (scheme, start) => {
    const server = await start()
    onTestFinished(() => server.close())
    expect(server.url.split(':')[0]).toBe(scheme)
    const { clientId, clientSecret } = await createAccount(server)
    expect(await requestToken(server.running, { clientId, clientSecret })).toMatchObject({
      ok: true,
      body: { token_type: 'Bearer', access_token: expect.any(String) },
    })
    const wrong = { clientId, clientSecret: 'dwcs_wrong' }
    expect(await requestToken(server.running, wrong)).toMatchObject({
      ok: false,
      body: { error: 'invalid_client' },
    })
  },
)

it('shows a secret to no server with another certificate than ours', async () => {
  const server = await startSecurely()
  const { clientId, clientSecret } = await createAccount(server)
  const before = server.log.length
  const { url } = server.running
  for (const certificateFingerprint of [undefined, 'AB:CD']) {
    const asked = requestToken({ url, certificateFingerprint }, { clientId, clientSecret })
    await expect(asked).rejects.toThrow(/Another server/)
  }
  const { items } = (await server.api('GET', '/server/requests')).body
  const paths = items.map(({ path }: { path: string }) => path)
  expect([paths.includes('/oauth/token'), server.log.slice(before).join()]).toEqual([
    false,
    expect.not.stringContaining(clientSecret),
  ])
})
