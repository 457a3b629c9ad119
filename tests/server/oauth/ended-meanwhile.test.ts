import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { expect, it, onTestFinished } from 'vitest'
import { defaultSettings } from '#server/domain/default-settings.ts'
import type { ClientSecret, Issuer, ServiceAccount, TrustPolicy } from '#server/domain/model.ts'
import { toSecret } from '#server/domain/secret-format.ts'
import { defaultTokenSettings } from '#server/domain/token-settings.ts'
import { newId } from '#server/ids.ts'
import { IssuerKeys } from '#server/issuers/issuer-keys.ts'
import { openKeys } from '#server/keys/keys.ts'
import type { OAuthParts, OAuthRequest } from '#server/oauth/context.ts'
import { parseForm } from '#server/oauth/form.ts'
import { grantClientCredentials } from '#server/oauth/grants/client-credentials.ts'
import { grantTokenExchange } from '#server/oauth/grants/token-exchange.ts'
import { createTokenTallies } from '#server/oauth/tally.ts'
import type { Transaction } from '#server/store/collections.ts'
import { AttemptLog } from '#server/trust/attempt-log.ts'
import { aDirectory, openStoreIn } from '#support/temporary-store.ts'

const AUDIENCE = 'https://doorward.example'
const ci = generateKeyPairSync('ec', { namedCurve: 'P-256' })

const account = {
  ...{ id: 'sa_1', kind: 'system', path: 'robot', groupId: null, disabled: false },
  ...{ clientCredentialsEnabled: true, tokenSettings: defaultTokenSettings },
}
const issuer = {
  ...{ id: 'iss_1', url: 'https://ci.example', enabled: true, profile: 'generic' },
  ...{ algorithms: ['ES256'], maxTokenAgeSeconds: 3600, allowMultipleAudiences: false },
  keySource: { kind: 'jwks', keys: [{ ...ci.publicKey.export({ format: 'jwk' }), kid: 'k' }] },
}
const policy = {
  ...{ id: 'tp_1', accountId: 'sa_1', issuerId: 'iss_1', position: 0, enabled: true },
  ...{ expiresAt: null, audience: AUDIENCE, matchMode: 'exact', exceptions: [] },
  boundClaims: { sub: 'job' },
}
const secretId = newId('sec')
const secret = toSecret('dwcs', secretId.slice('sec_'.length), randomBytes(32))

/** The rooms of the endpoint over a real store; `meanwhile` happens while a proof is verified. */
async function anEndpoint(meanwhile: (tx: Transaction) => void) {
  const directory = await aDirectory()
  const store = await openStoreIn(directory)
  const now = Date.now
  const keys = await openKeys(store, randomBytes(32), now)
  await store.change((tx) => {
    // Safe: only members that a token needs are looked at.
    tx.serviceAccounts.put(account as unknown as ServiceAccount)
    tx.issuers.put({ ...issuer, replay: 'once' } as unknown as Issuer)
    tx.trustPolicies.put(policy as unknown as TrustPolicy)
    const hash = keys.hasher.hash(secret)
    const kept = { id: secretId, accountId: 'sa_1', hash, expiresAt: now() + 60_000 }
    tx.clientSecrets.put(kept as unknown as ClientSecret)
  })
  const attempts = await AttemptLog.open({
    path: join(directory, 'attempts.jsonl'),
    now,
    limits: () => defaultSettings,
    onTrouble: () => undefined,
  })
  onTestFinished(() => attempts.close())
  const parts = {
    ...{ store, keys, attempts, now, steadyNow: now, randomBytes, newId, issuer: AUDIENCE },
    issuerKeys: new IssuerKeys({ now }),
    settings: () => defaultSettings,
    tallies: createTokenTallies(),
    lockouts: { secondsToWait: () => 0, succeed: () => undefined, fail: () => undefined },
    async verifyDpopProof() {
      await store.change(meanwhile)
      return { ok: true, thumbprint: 'the-key' }
    },
  }
  return { attempts, parts: parts as unknown as OAuthParts }
}

function aRequest(form: Readonly<Record<string, string>>): OAuthRequest {
  return {
    form: parseForm(new URLSearchParams(form).toString()),
    authorization: undefined,
    dpop: { proofs: ['a proof'], method: 'POST', path: '/oauth/token' },
    address: '127.0.0.1',
    correlationId: 'req_1',
  }
}

const byPassword = () => aRequest({ client_id: 'sa_1', client_secret: secret })

async function byToken() {
  const iat = Math.floor(Date.now() / 1000)
  const claims = { iss: issuer.url, sub: 'job', aud: AUDIENCE, jti: newId('req') }
  const token = await new SignJWT({ ...claims, iat, exp: iat + 300 })
    .setProtectedHeader({ alg: 'ES256', kid: 'k' })
    .sign(ci.privateKey)
  return aRequest({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: token,
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    client_id: 'sa_1',
  })
}

const disable = (tx: Transaction) =>
  tx.serviceAccounts.put({ ...account, disabled: true } as unknown as ServiceAccount)
const rename = (tx: Transaction) =>
  tx.trustPolicies.put({ ...policy, name: 'other' } as unknown as TrustPolicy)

it('issues a token when nothing that matters changed meanwhile', async () => {
  const { parts } = await anEndpoint(rename)
  expect((await grantClientCredentials(byPassword(), parts)).token.accessToken).toMatch(/^ey/)
  expect((await grantTokenExchange(await byToken(), parts)).token.accessToken).toMatch(/^ey/)
})

it.each<[string, (tx: Transaction) => void, string]>([
  ['the account was disabled', disable, 'account_disabled'],
  ['the account was deleted', (tx) => tx.serviceAccounts.delete('sa_1'), 'credential_ended'],
  ['the secret was reset', (tx) => tx.clientSecrets.delete(secretId), 'credential_ended'],
])('issues no token to a client when %s meanwhile', async (_, meanwhile, reason) => {
  const { parts } = await anEndpoint(meanwhile)
  const refusal = grantClientCredentials(byPassword(), parts)
  await expect(refusal).rejects.toMatchObject({ code: 'invalid_client', reason })
})

it.each<[string, (tx: Transaction) => void, string]>([
  ['the account was disabled', disable, 'account'],
  ['the policy was deleted', (tx) => tx.trustPolicies.delete('tp_1'), 'issuer'],
  [
    'the policy was disabled',
    (tx) => tx.trustPolicies.put({ ...policy, enabled: false } as unknown as TrustPolicy),
    'account',
  ],
  [
    'the policy came to want another caller',
    (tx) =>
      tx.trustPolicies.put({ ...policy, boundClaims: { sub: 'x' } } as unknown as TrustPolicy),
    'claims',
  ],
  [
    'the issuer was disabled',
    (tx) => tx.issuers.put({ ...issuer, enabled: false, replay: 'once' } as unknown as Issuer),
    'issuer',
  ],
])('exchanges no token when %s meanwhile, and keeps that', async (_, meanwhile, stage) => {
  const { parts, attempts } = await anEndpoint(meanwhile)
  const refusal = grantTokenExchange(await byToken(), parts)
  await expect(refusal).rejects.toMatchObject({ code: 'invalid_request' })
  expect(attempts.list({}).next().value).toMatchObject({ accepted: false, stage })
})
