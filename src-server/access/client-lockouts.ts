import { toAddressKey } from '#server/domain/address-key.ts'
import type { AuditEntry } from '#server/domain/audit-event.ts'
import {
  type Attempts,
  decideWaitSeconds,
  type LockoutRules,
  QUIET_MS,
} from '#server/domain/decide-lockout.ts'
import type { Lockout } from '#server/domain/model.ts'
import { toInstant } from '#server/domain/times.ts'
import type { Logger } from '#server/logger.ts'
import type { DoorwardStore, Transaction } from '#server/store/collections.ts'
import { type Attempt, FailureCounts, MAXIMUM_ENTRIES } from './failure-counts.ts'

/** Ended lockouts are swept with later ones, a few at a time. */
const SWEPT_AT_ONCE = 100

export interface ClientLockoutsParts {
  readonly store: DoorwardStore
  /** Puts an event on record. */
  readonly record: (event: AuditEntry) => void
  readonly logger: Logger
  readonly now: () => number
  readonly rules: () => LockoutRules
}

/**
 * Locks clients out that failed too often, each only from the address where it failed, so that
 * nobody can lock a client out by knowing its id. Lockouts survive a restart.
 */
export class ClientLockouts {
  readonly #parts: ClientLockoutsParts
  readonly #counts: FailureCounts

  constructor(parts: ClientLockoutsParts) {
    const { serviceAccounts, lockouts } = parts.store.read
    this.#parts = parts
    this.#counts = new FailureCounts({
      ...parts,
      isKnown: (clientId) => serviceAccounts.find(clientId) !== undefined,
    })
    for (const lockout of lockouts.values()) {
      this.#counts.restore(toAttempt(lockout), toAttempts(lockout))
    }
  }

  /** Gives the seconds until the client's next attempt is looked at; 0 when it may try now. */
  secondsToWait(attempt: Attempt): number {
    return this.#counts.secondsToWait(attempt)
  }

  /** Forgets what a client failed at before it got in. */
  succeed(attempt: Attempt): void {
    this.#counts.forget(attempt)
  }

  /** Counts a failure; a lockout that begins is put on record without anybody waiting for it. */
  fail(attempt: Attempt, correlationId: string): void {
    const attempts = this.#counts.fail(attempt)
    const account = attempts && this.#parts.store.read.serviceAccounts.find(attempt.name)
    if (!attempts || !account) return
    const { record, logger, rules } = this.#parts
    const lockout: Lockout = {
      ...toPlace(attempt),
      failures: rules().lockoutFailures,
      inARow: attempts.lockouts,
      since: attempts.lastFailureAt,
      until: attempts.lockedUntil,
    }
    this.#store(lockout).catch((err) => logger.warn({ err }, 'a lockout could not be stored'))
    record({
      action: 'lockout.begin',
      actor: { kind: 'service_account', id: account.id, name: account.path },
      result: 'refused',
      reason: 'too_many_failures',
      target: { id: account.id, path: account.path },
      after: { until: toInstant(lockout.until), failures: lockout.failures },
      address: attempt.address,
      correlationId,
    })
  }

  /** Lists the lockouts of one account, or all, that have not ended. */
  list(accountId?: string): readonly Lockout[] {
    const { lockouts } = this.#parts.store.read
    const stored = accountId === undefined ? lockouts.values() : lockouts.list('account', accountId)
    return [...stored].filter((lockout) => this.#isActive(lockout))
  }

  /** Lets a client try again at once, and forgets its failures. */
  async clear(lockout: Lockout): Promise<void> {
    await this.#parts.store.change((tx) => tx.lockouts.delete(lockout.id))
    this.#counts.forget(toAttempt(lockout))
  }

  #isActive(lockout: Lockout): boolean {
    return decideWaitSeconds(toAttempts(lockout), this.#parts.now()) > 0
  }

  #store(lockout: Lockout): Promise<void> {
    return this.#parts.store.change((tx) => {
      this.#sweep(tx)
      if (tx.lockouts.size < MAXIMUM_ENTRIES) tx.lockouts.put(lockout)
    })
  }

  /** One that has ended still decides how long the next one is. */
  #sweep(tx: Transaction): void {
    for (const ended of tx.lockouts.list('all', 'all', { limit: SWEPT_AT_ONCE })) {
      if (this.#parts.now() < ended.until + QUIET_MS) break
      tx.lockouts.delete(ended.id)
    }
  }
}

function toPlace({ name, address }: Attempt): Pick<Lockout, 'id' | 'accountId' | 'address'> {
  const key = toAddressKey(address)
  return { id: `${name} ${key}`, accountId: name, address: key }
}

function toAttempt({ accountId, address }: Lockout): Attempt {
  return { name: accountId, address }
}

function toAttempts({ inARow, since, until }: Lockout): Attempts {
  return { failures: 0, lastFailureAt: since, lockouts: inARow, lockedUntil: until }
}
