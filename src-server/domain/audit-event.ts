import type { Actor } from '#contract/common.ts'

/** What happened, as far as the one who reports it knows. */
export interface AuditEntry {
  /** `resource.verb`, such as `serviceAccounts.create` or `token.issued`. */
  readonly action: string
  readonly actor: Actor
  readonly result: 'ok' | 'refused' | 'failed'
  /** Why it was refused; never an expected value, a token or a secret. */
  readonly reason?: string
  readonly target?: AuditTarget
  /** The group or workspace that it happened in, by path; the root has none. */
  readonly namespace?: string
  /** The id of the service account that it concerns; of a token it is the actor. */
  readonly account?: string
  /** The thing as the API showed it before and after a change. */
  readonly before?: Readonly<Record<string, unknown>>
  readonly after?: Readonly<Record<string, unknown>>
  readonly address?: string
  readonly correlationId: string
}

export interface AuditTarget {
  readonly id: string
  readonly path?: string
}
