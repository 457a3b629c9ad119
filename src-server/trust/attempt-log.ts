import type { StoredSettings } from '#server/domain/model.ts'
import type { Attempt } from '#server/domain/trust/attempt.ts'
import { AttemptFile, type AttemptFileParts } from './attempt-file.ts'
import { type KeptAttempt, parseKept, readKept, toKept } from './kept-attempt.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** Attempts with tokens that nobody vouches for, which anybody can make as many as they like. */
const UNVERIFIED_PER_MINUTE = 60

export type AttemptLimits = Pick<StoredSettings, 'attemptsMaximum' | 'attemptsMaximumDays'>

export interface AttemptLogParts extends AttemptFileParts {
  readonly now: () => number
  readonly limits: () => AttemptLimits
  /** Told of each attempt as it is kept; must not throw. */
  readonly onAttempt?: () => void
}

export interface AttemptFilter {
  readonly accountId?: string | undefined
  readonly issuerId?: string | undefined
  readonly policyId?: string | undefined
  readonly accepted?: boolean | undefined
  readonly stage?: string | undefined
  readonly correlationId?: string | undefined
}

/**
 * Keeps the latest attempts at an exchange, so that an administrator can see why one was refused.
 * Kept in memory and beside it in a file, bounded by number and age.
 */
export class AttemptLog {
  readonly #parts: AttemptLogParts
  readonly #file: AttemptFile
  /** Those of earlier runs, until somebody looks: to read them takes as long as a whole start. */
  #unread: readonly string[]
  /** Oldest first. */
  #attempts: KeptAttempt[] = []
  readonly #byId = new Map<string, KeptAttempt>()
  #unverified = { since: 0, count: 0 }

  static async open(parts: AttemptLogParts): Promise<AttemptLog> {
    const { file, lines } = await AttemptFile.open(parts)
    return new AttemptLog(parts, file, lines)
  }

  private constructor(parts: AttemptLogParts, file: AttemptFile, lines: readonly string[]) {
    this.#parts = parts
    this.#file = file
    this.#unread = lines
    this.#sweep()
  }

  /** Keeps an attempt; unverified ones beyond a moderate rate are let go. */
  record(attempt: Attempt): void {
    if (!attempt.verified && !this.#mayKeepUnverified()) return
    const kept = toKept(attempt)
    this.#attempts.push(kept)
    this.#byId.set(kept.id, kept)
    this.#sweep()
    this.#file.append(kept.line, () => this.#listLines())
    this.#parts.onAttempt?.()
  }

  find(id: string): Attempt | undefined {
    this.#recall()
    const kept = this.#byId.get(id)
    return kept && kept.at >= this.#oldest() ? readKept(kept) : undefined
  }

  /** Finds the attempt of a request, by the id that its caller was told. */
  findByCorrelationId(correlationId: string): Attempt | undefined {
    const [kept] = this.list({ correlationId })
    return kept && readKept(kept)
  }

  /** Lists the attempts that fit a filter, newest first; `readKept` gives all of each. */
  *list(filter: AttemptFilter): Generator<KeptAttempt> {
    this.#recall()
    const oldest = this.#oldest()
    for (let index = this.#attempts.length - 1; index >= 0; index -= 1) {
      const attempt = this.#attempts[index]
      if (!attempt || attempt.at < oldest) return
      if (fits(attempt, filter)) yield attempt
    }
  }

  /** Waits until everything so far is in the file. */
  flush(): Promise<void> {
    return this.#file.flush()
  }

  close(): Promise<void> {
    return this.#file.close()
  }

  #oldest(): number {
    return this.#parts.now() - this.#parts.limits().attemptsMaximumDays * DAY_MS
  }

  /** Reads what earlier runs have left. */
  #recall(): void {
    if (this.#unread.length === 0) return
    const recalled = this.#unread.flatMap((line) => parseKept(line) ?? [])
    const broken = this.#unread.length - recalled.length
    this.#unread = []
    for (const kept of recalled) this.#byId.set(kept.id, kept)
    this.#attempts = [...recalled, ...this.#attempts]
    if (broken > 0) {
      this.#parts.onTrouble(`${broken} unreadable lines among the kept attempts were left out.`)
    }
  }

  #listLines(): readonly string[] {
    return [...this.#unread, ...this.#attempts.map(({ line }) => line)]
  }

  /** Takes out what is too much, a tenth at a time, so that each attempt costs next to nothing. */
  #sweep(): void {
    const { attemptsMaximum: maximum } = this.#parts.limits()
    const count = this.#unread.length + this.#attempts.length
    if (count <= maximum * 1.1) return
    const gone = count - maximum
    const goneRead = this.#attempts.splice(0, Math.max(0, gone - this.#unread.length))
    for (const { id } of goneRead) this.#byId.delete(id)
    this.#unread = this.#unread.slice(gone)
  }

  #mayKeepUnverified(): boolean {
    const now = this.#parts.now()
    const isOver = now - this.#unverified.since >= MINUTE_MS || now < this.#unverified.since
    if (isOver) this.#unverified = { since: now, count: 0 }
    this.#unverified.count += 1
    return this.#unverified.count <= UNVERIFIED_PER_MINUTE
  }
}

function fits(attempt: KeptAttempt, filter: AttemptFilter): boolean {
  const { accountId, issuerId, policyId, accepted, stage, correlationId } = filter
  return (
    (accountId === undefined || concerns(attempt, accountId)) &&
    (issuerId === undefined || attempt.issuerId === issuerId) &&
    (policyId === undefined || attempt.policyId === policyId) &&
    (accepted === undefined || attempt.accepted === accepted) &&
    (stage === undefined || attempt.stage === stage) &&
    (correlationId === undefined || attempt.correlationId === correlationId)
  )
}

/** An attempt that named no account concerns those whose policies it was held against. */
function concerns(attempt: KeptAttempt, accountId: string): boolean {
  return attempt.accountId === accountId || attempt.triedAccountIds.includes(accountId)
}
