import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { pino } from 'pino'
import { ClientLockouts } from '#server/access/client-lockouts.ts'
import { AuditLog } from '#server/audit/audit-log.ts'
import { RequestLog } from '#server/audit/request-log.ts'
import { TokenActivity } from '#server/audit/token-activity.ts'
import { newId } from '#server/ids.ts'
import { IssuerKeys } from '#server/issuers/issuer-keys.ts'
import { openKeys } from '#server/keys/keys.ts'
import { createVerifyDpopProof } from '#server/keys/verify-dpop-proof.ts'
import type { OAuthParts } from '#server/oauth/context.ts'
import { createTokenTallies } from '#server/oauth/tally.ts'
import { createFailureCounts } from '#server/operations/begin-attempt.ts'
import { ChangeFeed } from '#server/operations/change-feed.ts'
import type { OperationParts } from '#server/operations/context.ts'
import { findSettings } from '#server/operations/settings.ts'
import { AttemptLog } from '#server/trust/attempt-log.ts'
import { noListeners } from '#support/no-listeners.ts'
import { aDirectory, openStoreIn } from '#support/temporary-store.ts'

export type TrustParts = OperationParts & OAuthParts

/** Makes the real parts that both evaluating and exchanging work with, without a server around them. */
export async function openTrustParts(now: () => number): Promise<TrustParts> {
  const directory = await aDirectory()
  const store = await openStoreIn(directory)
  const settings = () => findSettings(store.read)
  const logger = pino({ level: 'silent' })
  const onTrouble = (message: string) => {
    throw new Error(message)
  }
  const audit = await AuditLog.open({
    ...{ file: join(directory, 'audit.jsonl'), now, newEventId: () => newId('evt'), onTrouble },
  })
  const attempts = await AttemptLog.open({
    ...{ path: join(directory, 'attempts.jsonl'), now, limits: settings, onTrouble },
  })
  const issuer = 'https://doorward.acme.example'
  const keys = await openKeys(store, randomBytes(32), now)
  await keys.signingKeys.ensure(new Set([settings().signingAlgorithm]))
  return {
    changes: new ChangeFeed(),
    ...{ store, keys, audit, attempts, logger, now, newId, randomBytes, issuer, settings },
    steadyNow: now,
    issuerKeys: new IssuerKeys({ now }),
    verifyDpopProof: createVerifyDpopProof({ origins: [issuer], now }),
    lockouts: new ClientLockouts({ store, record: () => undefined, logger, now, rules: settings }),
    failures: createFailureCounts({ store, now, rules: settings }),
    tallies: createTokenTallies(),
    server: {
      version: '0',
      issuer,
      address: issuer,
      dataDirectory: directory,
      startedAt: 0,
      hasPublicUrl: false,
    },
    listeners: noListeners,
    activity: new TokenActivity(now),
    requests: new RequestLog(now),
    findTrouble: () => undefined,
  }
}
