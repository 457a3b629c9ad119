import type { ClientLockouts } from '#server/access/client-lockouts.ts'
import type { AuditLog } from '#server/audit/audit-log.ts'
import type { RequestLog } from '#server/audit/request-log.ts'
import type { NewId } from '#server/domain/ids.ts'
import type { StoredSettings } from '#server/domain/model.ts'
import type { IssuerKeys } from '#server/issuers/issuer-keys.ts'
import type { Keys } from '#server/keys/keys.ts'
import type { ProofRequest, VerifyDpopProof } from '#server/keys/verify-dpop-proof.ts'
import type { Logger } from '#server/logger.ts'
import type { DoorwardStore } from '#server/store/collections.ts'
import type { AttemptLog } from '#server/trust/attempt-log.ts'
import type { Form } from './form.ts'
import type { TokenTallies } from './tally.ts'

/** What the OAuth endpoints work with; the same for every request. */
export interface OAuthParts {
  readonly store: DoorwardStore
  readonly keys: Keys
  readonly verifyDpopProof: VerifyDpopProof
  readonly issuerKeys: IssuerKeys
  readonly audit: AuditLog
  readonly lockouts: ClientLockouts
  readonly tallies: TokenTallies
  readonly requests: Pick<RequestLog, 'nameClient'>
  readonly logger: Logger
  readonly attempts: AttemptLog
  readonly newId: NewId
  readonly now: () => number
  /** Never runs ahead of what has passed; what is forgotten for good is forgotten by this one. */
  readonly steadyNow: () => number
  readonly randomBytes: (length: number) => Uint8Array
  /** Our own issuer identifier. */
  readonly issuer: string
  readonly settings: () => StoredSettings
}

/** A request to an OAuth endpoint, freed from how it arrived. */
export interface OAuthRequest {
  readonly form: Form
  readonly authorization: string | undefined
  readonly dpop: ProofRequest
  readonly address: string
  readonly correlationId: string
}

/** An answer of an OAuth endpoint; the body is sent as JSON. */
export interface OAuthResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: object
}
