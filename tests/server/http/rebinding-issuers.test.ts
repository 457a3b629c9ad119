import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { exchange } from '#support/exchange.ts'
import { type LoopbackIssuer, startLoopbackIssuer } from '#support/loopback-issuer.ts'
import { selfSigned } from '#support/self-signed.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { createTrustingAccount } from '#support/trusting-account.ts'

// What the attacker's name server answers, and how often it was asked.
const names = { addresses: [] as string[], asked: 0 }
const server = await startTestServer({
  resolveName(_name, _options, callback) {
    names.asked += 1
    callback(
      null,
      names.addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  },
})
afterAll(() => server.close())
beforeEach(() => {
  names.asked = 0
})

async function anIssuer(name: string): Promise<LoopbackIssuer> {
  const issuer = await startLoopbackIssuer({ tls: true, name })
  onTestFinished(() => issuer.close())
  return issuer
}

const trust = ({ url }: LoopbackIssuer, settings: object) =>
  createTrustingAccount(server, {
    ...{ issuer: url, boundClaims: { project_id: '20' } },
    issuerSettings: { certificateAuthority: selfSigned.cert, ...settings },
  })

async function keyErrorOf({ url }: LoopbackIssuer): Promise<string> {
  const { body } = await server.api('GET', `/issuers?search=${encodeURIComponent(url)}`)
  return body.items[0].health.lastError
}

describe('an issuer whose name leads somewhere else than before (DNS rebinding)', () => {
  it('is not followed from an address that it may have to one that nobody may have', async () => {
    const issuer = await anIssuer('localhost')
    const account = await trust(issuer, { allowPrivateNetwork: true })
    const show = async (token: string) => exchange(server, token, { client_id: account.id })
    names.addresses = ['127.0.0.1']
    const answer = await show(await issuer.sign())
    expect(answer.status, answer.text).toBe(200)
    const [later, asked] = [await issuer.sign(), issuer.connections()]

    names.addresses = ['169.254.169.254']
    await issuer.rotate()
    expect((await show(await issuer.sign())).status).toBe(400)
    expect(await keyErrorOf(issuer)).toMatch(/169\.254\.169\.254.*never/)
    expect(issuer.connections()).toBe(asked)
    expect((await show(later)).status, 'the last good keys are kept').toBe(200)
  })

  it.each([
    ['to loopback', ['127.0.0.1']],
    ['to IPv6 loopback', ['::1']],
    ['to loopback behind a public address', ['8.8.8.8', '127.0.0.1']],
    ['to a private network', ['10.0.0.1']],
    ['to metadata', ['169.254.169.254']],
  ])('is asked for nothing when it leads %s', async (_, addresses) => {
    const issuer = await anIssuer('rebinding.acme.example')
    const account = await trust(issuer, {})
    names.addresses = addresses
    const answer = await exchange(server, await issuer.sign(), { client_id: account.id })
    expect(answer.status).toBe(400)
    expect(answer.body.error_description).toMatch(/signature/)
    expect(await keyErrorOf(issuer)).toMatch(/never|private/)
    expect(issuer.connections()).toBe(0)
    // What is checked is what is connected to: there is no second answer to give.
    expect(names.asked).toBe(1)
  })
})
