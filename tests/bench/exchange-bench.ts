import { startThirdPartyIssuer } from '#support/third-party-issuer.ts'
import { type Contestant, measureInTurn, verifyOneToken, withAll } from './contestant.ts'
import type { BenchOptions } from './options.ts'
import { type Api, connect, createInstallation, OURS } from './start-doorward.ts'
import { startPeer } from './start-peer.ts'
import { toMedian, toPairedRatio } from './statistics.ts'

const ALGORITHM = 'ES256'
const AUDIENCE = 'https://doorward.bench.example'
const TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:jwt'
const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
const HOUR_SECONDS = 3600

/** Ten claims, as much as a policy of a careful administrator binds. */
const claims = {
  sub: 'bench',
  ...Object.fromEntries(Array.from({ length: 9 }, (_, number) => [`claim_${number}`, 'value'])),
}

/**
 * Measures how fast RS256 tokens of an outside issuer, whose keys are known, become ES256 tokens:
 * by one policy, by the last of ten policies, by oidc-provider, by the floor below which nobody gets,
 * and without an outside token at all. One token is sent again and again, so nobody uses any up; the
 * others verify it, but keep neither attempts nor an audit log, and know no policies.
 */
export async function benchExchange(options: BenchOptions): Promise<readonly object[]> {
  const { root } = options
  const issuer = await startThirdPartyIssuer()
  const installation = await createInstallation({ root, algorithm: ALGORITHM })
  try {
    const subjectToken = await issuer.sign(toIdToken(issuer.url))
    const asked = { root, algorithm: ALGORITHM, issuer: issuer.url, audience: AUDIENCE }
    const claims = await withAll([installation.start], ([ours]) => readClaims(ours))
    const starts = [
      installation.start,
      () => startPeer('oidc-provider', asked),
      () => startPeer('exchange-floor', { ...asked, claims }),
    ]
    const measured = await withAll(starts, async ([ours, peer, floor]) => {
      if (!ours || !peer || !floor) throw new Error('a server was not started')
      const api = await connect(ours.server.url, installation.directory)
      const contestants = [
        toExchange(ours, OURS, subjectToken, await createAccount(api, issuer.url, 1)),
        toExchange(
          ours,
          `${OURS}, 10 policies`,
          subjectToken,
          await createAccount(api, issuer.url, 10),
        ),
        toExchange(peer, peer.server.name, subjectToken, 'exchanger'),
        toExchange(floor, floor.server.name, subjectToken, 'exchanger'),
        { ...ours, server: { ...ours.server, name: `${OURS}, client_credentials` } },
      ]
      for (const contestant of contestants) await verifyOneToken(contestant, ALGORITHM)
      return measureInTurn(contestants, options)
    })
    const best = measured.get(OURS)
    return [...measured].map(([name, theirs]) => ({
      server: name,
      'tokens/s': toMedian(theirs.perSecond),
      'ours ×': toPairedRatio(best?.perSecond ?? [], theirs.perSecond),
      'p50 ms': toMedian(theirs.p50),
      'p99 ms': toMedian(theirs.p99),
      'CPU µs': toMedian(theirs.cpuMicroseconds),
      'ours × CPU': toPairedRatio(best?.cpuMicroseconds ?? [], theirs.cpuMicroseconds),
      'memory MiB': toMedian(theirs.memoryMiB),
    }))
  } finally {
    await installation.remove()
    await issuer.close()
  }
}

/** The floor signs as many claims as our own tokens have. */
async function readClaims(ours: Contestant | undefined): Promise<object> {
  if (!ours) throw new Error('no server was started')
  return verifyOneToken(ours, ALGORITHM)
}

function toIdToken(issuer: string) {
  const issuedAt = Math.floor(Date.now() / 1000)
  const exp = issuedAt + HOUR_SECONDS
  return { iss: issuer, aud: AUDIENCE, iat: issuedAt, nbf: issuedAt, exp, jti: 'bench', ...claims }
}

/** The same server under another name, asked to exchange a token for an account. */
function toExchange(
  { server, ...contestant }: Contestant,
  name: string,
  subjectToken: string,
  clientId: string,
): Contestant {
  const form = {
    grant_type: TOKEN_EXCHANGE,
    client_id: clientId,
    subject_token: subjectToken,
    subject_token_type: TOKEN_TYPE,
  }
  return { ...contestant, server: { ...server, name }, form }
}

/** Makes an account whose last policy fits, while each one before it fails at its last claim. */
async function createAccount(api: Api, issuer: string, policies: number): Promise<string> {
  // One token is sent again and again, which an issuer may allow.
  const issuerSettings = {
    allowPrivateNetwork: true,
    maxTokenAgeSeconds: 2 * HOUR_SECONDS,
    replay: 'reuse',
  }
  const trustPolicies = Array.from({ length: policies }, (_, number) => ({
    issuer,
    ...(number === 0 && policies === 1 && { issuerSettings }),
    audience: AUDIENCE,
    boundClaims: number === policies - 1 ? claims : { ...claims, claim_8: `other ${number}` },
  }))
  const account = await api('POST', '/service-accounts', {
    group: 'bench',
    name: `exchanger-${policies}`,
    membership: { namespace: 'bench', role: 'viewer' },
    trustPolicies,
  })
  return account.id
}
