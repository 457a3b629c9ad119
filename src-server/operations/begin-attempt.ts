import { FailureCounts, type FailureCountsParts } from '#server/access/failure-counts.ts'
import type { Reader } from '#server/access/find.ts'
import { parseSecret } from '#server/domain/secret-format.ts'
import { AppError } from '#server/errors.ts'
import type { DoorwardStore } from '#server/store/collections.ts'
import type { Caller } from './context.ts'

/** An attempt to call this API as somebody; it ends in one of these. */
export interface Attempt {
  /** Forgets earlier failures. */
  succeed(): void
  fail(): void
}

type CallerReader = Pick<Reader, 'serviceAccounts' | 'users' | 'namedTokens' | 'bootstrapTokens'>

const NAMED = 'name:'

/** Creates the memory of failed attempts at this API. */
export function createFailureCounts(
  parts: Pick<FailureCountsParts, 'now' | 'rules'> & { readonly store: DoorwardStore },
): FailureCounts {
  return new FailureCounts({ ...parts, isKnown: (name) => isKnown(parts.store.read, name) })
}

/** Begins an attempt; throws `too_many_failures` while nothing is looked at, not even what is right. */
export function beginAttempt(
  caller: Caller,
  address: string,
  { failures }: { readonly failures: FailureCounts },
): Attempt {
  const name = findClaimedName(caller)
  if (name === undefined) return uncounted
  const attempt = { name, address }
  const retryAfterSeconds = failures.secondsToWait(attempt)
  if (retryAfterSeconds > 0) throw tooManyFailures(retryAfterSeconds)
  return {
    succeed: () => failures.forget(attempt),
    fail: () => void failures.fail(attempt),
  }
}

/**
 * Failures count for the token or the name that was claimed, so that nobody locks others out. Access
 * tokens are not counted: nobody can guess a signature, and clients go on with one that has expired.
 */
function findClaimedName(caller: Caller): string | undefined {
  if (caller.kind === 'basic') return `${NAMED}${caller.name}`
  if (caller.kind !== 'bearer') return undefined
  const parsed = parseSecret(caller.token)
  return parsed?.prefix === 'dwat' ? `tok_${parsed.publicId}` : undefined
}

/** Whether somebody claims to be one whom we know, as far as a name or the id of a token tells. */
function isKnown(read: CallerReader, claimed: string): boolean {
  if (!claimed.startsWith(NAMED)) {
    return [read.namedTokens, read.bootstrapTokens].some((tokens) => tokens.find(claimed))
  }
  const name = claimed.slice(NAMED.length)
  const { serviceAccounts, users } = read
  const owner = serviceAccounts.find(name) ?? serviceAccounts.findBy('path', name)
  return (owner ?? users.find(name) ?? users.findBy('email', name)) !== undefined
}

const uncounted: Attempt = { succeed: () => undefined, fail: () => undefined }

function tooManyFailures(retryAfterSeconds: number): AppError {
  return new AppError(
    'too_many_failures',
    `Too many failed attempts from this address. Try again in ${retryAfterSeconds} seconds.`,
    { retryAfterSeconds },
  )
}
