import type { FieldError } from '#contract/error-codes.ts'
import type { NetworkAddress } from '#contract/server.ts'
import type { ClientLockouts } from '#server/access/client-lockouts.ts'
import type { FailureCounts } from '#server/access/failure-counts.ts'
import type { AuditLog } from '#server/audit/audit-log.ts'
import type { RequestLog } from '#server/audit/request-log.ts'
import type { TokenActivity } from '#server/audit/token-activity.ts'
import type { Principal, Subject } from '#server/domain/decide-access.ts'
import type { GivenListening } from '#server/domain/decide-listening.ts'
import type { NewId } from '#server/domain/ids.ts'
import type { ListeningSettings } from '#server/domain/model.ts'
import type { IssuerKeys } from '#server/issuers/issuer-keys.ts'
import type { Keys } from '#server/keys/keys.ts'
import type { ServerCertificate } from '#server/keys/server-certificate.ts'
import type { ProofRequest, VerifyDpopProof } from '#server/keys/verify-dpop-proof.ts'
import type { Logger } from '#server/logger.ts'
import type { DoorwardStore } from '#server/store/collections.ts'
import type { AttemptLog } from '#server/trust/attempt-log.ts'
import type { ChangeFeed } from './change-feed.ts'

/** What operations work with; the same for every call. */
export interface OperationParts {
  readonly store: DoorwardStore
  readonly keys: Keys
  readonly verifyDpopProof: VerifyDpopProof
  readonly issuerKeys: IssuerKeys
  readonly audit: AuditLog
  readonly attempts: AttemptLog
  readonly activity: TokenActivity
  readonly requests: RequestLog
  /** Says what keeps changes or events from being written. */
  readonly findTrouble: () => string | undefined
  readonly changes: ChangeFeed
  readonly lockouts: ClientLockouts
  /** Failed attempts at this API. */
  readonly failures: FailureCounts
  readonly logger: Logger
  readonly now: () => number
  readonly newId: NewId
  readonly randomBytes: (length: number) => Uint8Array
  readonly server: ServerFacts
  readonly listeners: Listeners
}

/** Where the server is bound. */
export interface BoundAddress {
  readonly host: string
  readonly port: number
  readonly url: string
}

/** The addresses that the server listens on, and one more on the local network for a while. */
export interface Listeners {
  readonly given: GivenListening
  /** What was set when the server started. */
  readonly started: ListeningSettings
  /** Absent without TLS. */
  readonly certificate: ServerCertificate | undefined
  /** Says what is in the way of listening there; port 0 asks about the host alone. */
  tryAddress(host: string, port: number): Promise<FieldError | undefined>
  readonly main: BoundAddress
  readonly shared: (BoundAddress & { readonly until: number | undefined }) | undefined
  listNetworkAddresses(): readonly NetworkAddress[]
  /** Throws a `StartError` that names what is in the way. */
  share(host: string, port: number, until: number | undefined): Promise<void>
  unshare(): Promise<void>
}

/** How the server runs, for people to see. */
export interface ServerFacts {
  readonly version: string
  readonly issuer: string
  readonly address: string
  readonly dataDirectory: string
  readonly startedAt: number
  readonly hasPublicUrl: boolean
}

/** What a call brings along to show who it is from. */
export type Caller =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'bearer'; readonly token: string }
  /** A token that is bound to a key, with what shows that the caller has the key. */
  | { readonly kind: 'dpop'; readonly token: string; readonly proof: ProofRequest }
  | { readonly kind: 'basic'; readonly name: string; readonly password: string }
  /** A session of the browser window, begun with a token whose value must still be good. */
  | { readonly kind: 'session'; readonly tokenId: string; readonly tokenHash: string }
  /** Already known: the desktop's own window, or a session begun with a sign-in link. */
  | { readonly kind: 'known'; readonly principal: Principal }

/** What each call brings along, whichever face it came through. */
export interface OperationContext {
  readonly caller: Caller
  readonly correlationId: string
  readonly address?: string | undefined
  /** Where there is a session that can end: whether it has not. */
  readonly isSignedIn?: () => boolean
}

/** The context once the caller is known. */
export interface AuthenticatedContext extends OperationContext {
  readonly principal: Principal
  /** What decides about the caller's access. */
  readonly subject: Subject
}
