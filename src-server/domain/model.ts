import type { Actor, PrincipalKind } from '#contract/common.ts'
import type { Permission } from '#contract/permissions.ts'
import type { AccountKind } from '#contract/service-accounts.ts'
import type { SigningAlgorithm } from '#contract/settings.ts'
import type { TokenIntent } from '#contract/tokens.ts'
import type { BoundClaims } from '#contract/trust-policies.ts'

/** Times are milliseconds since 1970; the wire format is made at the edges. */
export type Timestamp = number

export interface History {
  readonly createdAt: Timestamp
  readonly createdBy: Actor
  readonly updatedAt: Timestamp
  readonly updatedBy: Actor
  readonly version: number
}

export interface Group extends History {
  readonly id: string
  /** Full path; kept with the record because nearly every lookup asks for it. */
  readonly path: string
  readonly name: string
  readonly parentId: string | null
  readonly description: string
}

export interface Workspace extends History {
  readonly id: string
  readonly path: string
  readonly name: string
  readonly groupId: string
  readonly description: string
}

export interface User extends History {
  readonly id: string
  readonly name: string
  /** Lower case; unique. */
  readonly email: string
  readonly disabled: boolean
  readonly notifyOfExpiringSecrets: boolean
}

export interface Team extends History {
  readonly id: string
  readonly name: string
  readonly description: string
}

/** A user in a team. */
export interface TeamMember {
  /** `<team id>/<user id>` */
  readonly id: string
  readonly teamId: string
  readonly userId: string
}

/** A custom role; the built-in ones are code. */
export interface CustomRole extends History {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly permissions: readonly Permission[]
  /** Set when the role was made for one root account and goes with it. */
  readonly accountId?: string
}

export interface PrincipalRef {
  readonly kind: PrincipalKind
  readonly id: string
}

/** A role that a principal holds in a namespace and everything below it. */
export interface Membership extends History {
  readonly id: string
  readonly principal: PrincipalRef
  /** A group or workspace; empty for the installation. */
  readonly namespaceId: string
  readonly roleId: string
  /** Given by Doorward to its own accounts. */
  readonly builtIn: boolean
}

/** An opaque token with a name, for the API or as an app password. */
export interface NamedToken {
  readonly id: string
  readonly name: string
  readonly intent: TokenIntent
  readonly owner: { readonly kind: 'user' | 'service_account'; readonly id: string }
  readonly hash: string
  readonly hint: string
  readonly permissions: readonly Permission[] | null
  /** Ids of groups and workspaces. */
  readonly namespaceIds: readonly string[] | null
  readonly expiresAt: Timestamp | null
  readonly rotateOnExpiry: boolean
  /** How long each value lives when the token rotates; milliseconds. */
  readonly lifetimeMs: number | null
  readonly createdAt: Timestamp
  readonly createdBy: Actor
}

/** An access token that was revoked before its end; kept until then. */
export interface RevokedToken {
  /** The token's `jti`. */
  readonly id: string
  readonly expiresAt: Timestamp
}

export interface ServiceAccount extends History {
  readonly id: string
  readonly kind: AccountKind
  readonly path: string
  readonly name: string
  /** Null for a system account, which lives at the root. */
  readonly groupId: string | null
  readonly description: string
  readonly labels: Readonly<Record<string, string>>
  readonly disabled: boolean
  readonly clientCredentialsEnabled: boolean
}

export interface TrustPolicy {
  readonly id: string
  readonly accountId: string
  /** Policies of an account are tried in this order; the first that fits decides. */
  readonly position: number
  readonly name: string
  readonly enabled: boolean
  readonly expiresAt: Timestamp | null
  readonly issuerId: string
  readonly audience: string
  readonly matchMode: 'exact'
  readonly boundClaims: BoundClaims
}

export interface ClientSecret {
  readonly id: string
  readonly accountId: string
  /** HMAC-SHA-256 of the whole secret, base64url; the secret itself is kept nowhere. */
  readonly hash: string
  /** The last characters, so that people can tell two secrets apart. */
  readonly hint: string
  readonly createdAt: Timestamp
  readonly createdBy: Actor
  readonly expiresAt: Timestamp
}

/** A public key by which an account may prove itself (private_key_jwt). */
export interface PublicKey {
  readonly id: string
  readonly accountId: string
  readonly publicJwk: Readonly<Record<string, unknown>>
  readonly createdAt: Timestamp
}

/** When something was last used; kept apart from it so that using is not changing. */
export interface Usage {
  /** The id of the account, secret or trust policy. */
  readonly id: string
  readonly accountId: string
  readonly at: Timestamp
  readonly address: string
  readonly method: AuthenticationMethod
}

export type AuthenticationMethod =
  | 'client_secret'
  | 'private_key_jwt'
  | 'oidc_federation'
  | 'named_token'

export interface Issuer extends History {
  readonly id: string
  /** Compared character by character with a token's `iss`. */
  readonly url: string
  readonly label: string
  readonly enabled: boolean
  readonly allowPrivateNetwork: boolean
  readonly algorithms: readonly string[]
  readonly maxTokenAgeSeconds: number
}

/** A key of ours; `id` is its RFC 7638 thumbprint and serves as `kid`. */
export interface SigningKey {
  readonly id: string
  readonly algorithm: SigningAlgorithm
  readonly publicJwk: Readonly<Record<string, unknown>>
  readonly privateKey: Sealed
  readonly createdAt: Timestamp
}

/** Something encrypted under the master key (AES-256-GCM), all parts base64url. */
export interface Sealed {
  readonly nonce: string
  readonly ciphertext: string
  readonly tag: string
}

/** A symmetric key of the installation, such as the one that secrets are hashed with. */
export interface VaultKey {
  readonly id: 'secret_hashing'
  readonly key: Sealed
  readonly createdAt: Timestamp
}

export interface StoredSettings {
  readonly id: 'settings'
  readonly accessTokenLifetimeSeconds: number
  readonly clientSecretMaximumDays: number
  readonly signingAlgorithm: SigningAlgorithm
  readonly version: number
}

/** The token of the installation's administrator. */
export interface BootstrapToken {
  readonly id: string
  readonly hash: string
  readonly hint: string
  readonly createdAt: Timestamp
}
