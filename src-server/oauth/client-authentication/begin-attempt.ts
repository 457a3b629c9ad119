import type { OAuthParts, OAuthRequest } from '#server/oauth/context.ts'
import { OAuthError } from '#server/oauth/oauth-error.ts'
import { tooManyRequests } from '#server/oauth/too-many-requests.ts'

/** An attempt of a client to prove itself, whatever the method; it ends in one of these. */
export interface Attempt {
  /** Forgets earlier failures; throws when a lockout began while the attempt was looked at. */
  succeed(): void
  /** Counts the failure, where it is one of authentication. */
  fail(error: unknown): void
}

/** Begins an attempt of a client; throws 429 during a lockout, before anything is compared (RFC 6749 §2.3.1). */
export function beginAttempt(
  clientId: string,
  { address, correlationId }: Pick<OAuthRequest, 'address' | 'correlationId'>,
  { store, lockouts }: Pick<OAuthParts, 'store' | 'lockouts'>,
): Attempt {
  const attempt = { name: clientId, address }
  const requireOpen = () => {
    const seconds = lockouts.secondsToWait(attempt)
    if (seconds === 0) return
    throw tooManyRequests('Too many failed attempts from this address.', seconds, {
      reason: 'locked_out',
      accountId: store.read.serviceAccounts.find(clientId)?.id,
    })
  }
  requireOpen()
  return {
    succeed() {
      requireOpen()
      lockouts.succeed(attempt)
    },
    fail(error) {
      const isFailure = error instanceof OAuthError && error.code === 'invalid_client'
      if (isFailure) lockouts.fail(attempt, correlationId)
    },
  }
}
