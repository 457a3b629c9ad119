import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ClientLockouts } from '#server/access/client-lockouts.ts'
import type { ClientSecret, ServiceAccount } from '#server/domain/model.ts'
import { toSecret } from '#server/domain/secret-format.ts'
import { newId } from '#server/ids.ts'
import { SecretHasher } from '#server/keys/secret-hasher.ts'
import { authenticateClient } from '#server/oauth/client-authentication/authenticate-client.ts'
import { beginAttempt } from '#server/oauth/client-authentication/begin-attempt.ts'
import { parseForm } from '#server/oauth/form.ts'
import { OAuthError } from '#server/oauth/oauth-error.ts'
import { aDirectory, openStoreIn } from '#support/temporary-store.ts'

const NOW = 1_800_000_000_000
const FAILURES = 3
const from = { address: '192.0.2.7', correlationId: 'req_1' }

async function someParts() {
  const store = await openStoreIn(await aDirectory())
  const lockouts = new ClientLockouts({
    store,
    record: () => undefined,
    logger: { warn() {} } as never,
    now: () => NOW,
    rules: () => ({ lockoutFailures: FAILURES, lockoutSeconds: 30 }),
  })
  const hasher = new SecretHasher(randomBytes(32))
  const clocks = { now: () => NOW, steadyNow: () => NOW }
  return { store, lockouts, keys: { hasher } as never, hasher, issuer: 'x', ...clocks }
}

/** Authenticates a client by its only secret, as the two are in the store. */
async function authenticate(account: object, secret: object) {
  const parts = await someParts()
  const publicId = newId('sec').slice('sec_'.length)
  const value = toSecret('dwcs', publicId, randomBytes(32))
  // Only what authenticating looks at.
  const stored = {
    ...{ id: 'sa_1', path: 'a', groupId: null, clientCredentialsEnabled: true, disabled: false },
    ...account,
  }
  const kept = {
    ...{ id: `sec_${publicId}`, accountId: 'sa_1', expiresAt: NOW + 1 },
    ...{ hash: parts.hasher.hash(value), ...secret },
  }
  await parts.store.change((tx) => {
    tx.serviceAccounts.put(stored as unknown as ServiceAccount)
    tx.clientSecrets.put(kept as unknown as ClientSecret)
  })
  const form = parseForm(
    new URLSearchParams({ client_id: 'sa_1', client_secret: value }).toString(),
  )
  return authenticateClient({ ...from, form, authorization: undefined, dpop: {} as never }, parts)
}

describe('a client secret', () => {
  it('lets its account in to the last millisecond', async () => {
    expect(await authenticate({}, {})).toMatchObject({ authenticationMethod: 'client_secret' })
  })

  it.each([
    ['at the moment it ends', {}, { expiresAt: NOW }, 'secret_expired'],
    ['that is of another account', {}, { accountId: 'sa_2' }, 'wrong_secret'],
    ['whose hash is another', {}, { hash: 'AAAA' }, 'wrong_secret'],
    ['that was left over', { clientCredentialsEnabled: false }, {}, 'client_credentials_disabled'],
    ['of a disabled account', { disabled: true }, {}, 'account_disabled'],
    ['of an account that is gone', { id: 'sa_gone' }, {}, 'unknown_client'],
  ])('lets nobody in %s', async (_, account, secret, reason) => {
    await expect(authenticate(account, secret)).rejects.toMatchObject({
      code: 'invalid_client',
      reason,
    })
  })
})

describe('an attempt', () => {
  it('that ends well is refused all the same when others led to a lockout meanwhile', async () => {
    const parts = await someParts()
    const attempt = beginAttempt('sa_1', from, parts)
    const others = Array.from({ length: FAILURES }, () => beginAttempt('sa_1', from, parts))
    for (const other of others) other.fail(new OAuthError('invalid_client', 'No.'))
    expect(() => attempt.succeed()).toThrow(
      expect.objectContaining({ code: 'temporarily_unavailable', retryAfterSeconds: 30 }),
    )
    expect(() => beginAttempt('sa_1', from, parts)).toThrow(OAuthError)
  })

  it.each([
    ['another refusal', new OAuthError('invalid_request', 'No.')],
    ['a fault of ours', new Error('the disk is full')],
  ])('that ends with %s is no failure of the client', async (_, error) => {
    const parts = await someParts()
    for (let count = 0; count < FAILURES; count += 1) {
      beginAttempt('sa_1', from, parts).fail(error)
    }
    expect(parts.lockouts.secondsToWait({ name: 'sa_1', address: from.address })).toBe(0)
  })
})
