import type { TestServer } from './start-test-server.ts'
import { OUR_AUDIENCE } from './third-party-issuer.ts'

export interface TrustingAccount {
  readonly id: string
  readonly path: string
  readonly trustPolicies: readonly { readonly id: string }[]
}

let count = 0

/** Creates an account that trusts tokens of an issuer on a loopback address, by the API. */
export async function createTrustingAccount(
  server: Pick<TestServer, 'api'>,
  policy: {
    readonly issuer: string
    readonly boundClaims: object
    readonly issuerSettings?: object
    readonly audience?: string
  },
): Promise<TrustingAccount> {
  count += 1
  const issuerSettings = { allowPrivateNetwork: true }
  const { status, text, body } = await server.api('POST', '/service-accounts', {
    name: `trusting-${count}`,
    trustPolicies: [{ issuerSettings, audience: OUR_AUDIENCE, ...policy }],
  })
  if (status !== 201) throw new Error(`The account could not be created: ${status} ${text}`)
  return body
}
