import type { Attempt } from '#server/domain/trust/attempt.ts'

/** What attempts are found and counted by. */
type Marks = Pick<
  Attempt,
  | 'id'
  | 'at'
  | 'accepted'
  | 'stage'
  | 'accountId'
  | 'issuerId'
  | 'policyId'
  | 'verified'
  | 'correlationId'
>

/**
 * An attempt as it is kept: what it is found by, and all of it as the line that its file gets anyway.
 * Thousands are kept, and the collector moves one text in no time where it was a hundred objects.
 */
export interface KeptAttempt extends Marks {
  /** Whose policies it was held against where it named no account. */
  readonly triedAccountIds: readonly string[]
  readonly line: string
}

const none: readonly string[] = []

/** Writes an attempt once, for memory and for its file. */
export function toKept(attempt: Attempt, line = `${JSON.stringify(attempt)}\n`): KeptAttempt {
  const { accountId, policies } = attempt
  return {
    id: attempt.id,
    at: attempt.at,
    accepted: attempt.accepted,
    stage: attempt.stage,
    accountId,
    issuerId: attempt.issuerId,
    policyId: attempt.policyId,
    verified: attempt.verified,
    correlationId: attempt.correlationId,
    triedAccountIds: accountId === null ? policies.map((policy) => policy.accountId) : none,
    line,
  }
}

/** Reads all of an attempt that is kept, for somebody who looks at it. */
export function readKept({ line }: KeptAttempt): Attempt {
  // Safe: every line was made of an attempt, or was read as one when its file was opened.
  return JSON.parse(line) as Attempt
}

/** Takes up a line of an earlier run; undefined when it is none of ours. */
export function parseKept(line: string): KeptAttempt | undefined {
  try {
    const value: unknown = JSON.parse(line)
    const isAttempt = typeof value === 'object' && value !== null && 'correlationId' in value
    // Safe enough for a list that is only shown: our own file, one line of ours each.
    return isAttempt ? toKept(value as Attempt, line) : undefined
  } catch {
    // What is no JSON is nothing of ours; the caller counts it.
    return undefined
  }
}
