import type { Actor, AuthenticationMethod, PrincipalKind } from '#contract/common.ts'
import type { Permission } from '#contract/permissions.ts'
import type { ProfileId } from '#contract/provider-profiles.ts'
import type { AccountKind } from '#contract/service-accounts.ts'
import type { SigningAlgorithm } from '#contract/settings.ts'
import type { TokenIntent } from '#contract/tokens.ts'
import type { BoundClaims, MatchMode } from '#contract/trust-policies.ts'

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
  readonly tokenSettings: TokenSettings
}

/** How an account gets its access tokens and what they are good for. */
export interface TokenSettings {
  /** Seconds; null leaves it to the installation's setting. */
  readonly accessTokenLifetimeSeconds: number | null
  /** Resource indicators (RFC 8707) that it may ask for, besides our own issuer. */
  readonly allowedResources: readonly string[]
  /** Whether it gets no token without a DPoP proof (RFC 9449 §5.2). */
  readonly dpopBoundAccessTokens: boolean
  /** Whether its assertions may name the token endpoint as audience, as they did before rfc7523bis. */
  readonly acceptTokenEndpointAudience: boolean
}

/** A rule that somebody lifted for a policy on purpose; the policy shows it for ever. */
export interface PolicyException {
  readonly rule: string
  readonly reason: string
  readonly by: Actor
  readonly at: Timestamp
}

export interface TrustPolicy extends History {
  readonly id: string
  readonly accountId: string
  /** Policies of an account are tried in this order; the first that fits decides. */
  readonly position: number
  readonly name: string
  readonly enabled: boolean
  readonly expiresAt: Timestamp | null
  readonly issuerId: string
  readonly audience: string
  /** How plain text values compare. */
  readonly matchMode: MatchMode
  readonly boundClaims: BoundClaims
  readonly exceptions: readonly PolicyException[]
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
  /** What people call it. */
  readonly name: string
  /** What an assertion's header may name it by: the JWK's own `kid`, else its RFC 7638 thumbprint. */
  readonly keyId: string
  readonly publicJwk: Readonly<Record<string, unknown>>
  readonly createdAt: Timestamp
  readonly createdBy: Actor
}

/** A single-use token that was used; kept until nobody would accept it any more. */
export interface UsedToken {
  /** SHA-256 of who made it and its `jti`, base64url. */
  readonly id: string
  readonly expiresAt: Timestamp
}

/** A client that may not try again from an address for a while, after too many failures there. */
export interface Lockout {
  /** `<account id> <address>` */
  readonly id: string
  readonly accountId: string
  /** An IPv4 address, or an IPv6 network. */
  readonly address: string
  /** How many failed attempts led to it. */
  readonly failures: number
  /** How many lockouts came one after the other, this one included. */
  readonly inARow: number
  readonly since: Timestamp
  readonly until: Timestamp
}

/** The last good keys of an outside issuer, so that a restart without network still knows them. */
export interface IssuerKeySet {
  /** The issuer's id. */
  readonly id: string
  /** The settings that they were fetched by; by others they are good for nothing. */
  readonly basis: string
  /** Where they came from. */
  readonly keyUrl: string
  readonly keys: readonly {
    readonly jwk: Readonly<Record<string, unknown>>
    readonly firstSeenAt: Timestamp
  }[]
  readonly fetchedAt: Timestamp
  readonly freshUntil: Timestamp
}

/** When something was last used; kept apart from it so that using is not changing. */
export interface Usage {
  /** The id of the account, secret, public key, trust policy or named token. */
  readonly id: string
  readonly accountId: string
  readonly at: Timestamp
  readonly address: string
  readonly method: AuthenticationMethod
}

export interface Issuer extends History {
  readonly id: string
  /** Compared character by character with a token's `iss`. */
  readonly url: string
  readonly label: string
  readonly enabled: boolean
  readonly allowPrivateNetwork: boolean
  readonly algorithms: readonly string[]
  readonly maxTokenAgeSeconds: number
  /** The provider profile whose rules hold for its policies. */
  readonly profile: ProfileId
  readonly keySource: IssuerKeySource
  /** PEM; trusted for this issuer's connections only. */
  readonly certificateAuthority: string | null
  readonly allowMultipleAudiences: boolean
  /** Whether each token is good for one exchange, or for as many as its life allows. */
  readonly replay: 'once' | 'reuse'
}

/** Where the keys of an outside issuer come from. */
export type IssuerKeySource =
  | { readonly kind: 'discovery' }
  | { readonly kind: 'jwks_url'; readonly url: string }
  | { readonly kind: 'jwks'; readonly keys: readonly Readonly<Record<string, unknown>>[] }

/** A key of ours; `id` is its RFC 7638 thumbprint and serves as `kid`. */
export interface SigningKey {
  readonly id: string
  readonly algorithm: SigningAlgorithm
  readonly publicJwk: Readonly<Record<string, unknown>>
  readonly privateKey: Sealed
  /** Published from here on. */
  readonly createdAt: Timestamp
  /** Signs from here on, so that verifiers have seen it before. */
  readonly activeFrom: Timestamp
  /** When another took over; it stays published until the last token that it signed has expired. */
  readonly retiredAt: Timestamp | null
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
  /** For resources whose verifiers need another algorithm, by resource indicator. */
  readonly signingAlgorithmByResource: Readonly<Record<string, SigningAlgorithm>>
  /** 0 leaves rotation to people. */
  readonly signingKeyRotationDays: number
  /** Whether a token got by exchange ends with the outside token at the latest. */
  readonly endWithSubjectToken: boolean
  /** Failed authentications of a client from one address before it has to wait; 0 turns lockout off. */
  readonly lockoutFailures: number
  /** The first wait; it doubles with each lockout that follows. */
  readonly lockoutSeconds: number
  /** Requests to the OAuth endpoints; 0 means as many as anybody likes. */
  readonly requestsPerMinute: number
  readonly requestsPerMinutePerAddress: number
  /** How many attempts at an exchange are kept, and for how long. */
  readonly attemptsMaximum: number
  readonly attemptsMaximumDays: number
  /** Absent until somebody sets it. */
  readonly listening?: ListeningSettings
  readonly version: number
}

/** Where the server listens from its next start on, unless a flag or variable says otherwise. */
export interface ListeningSettings {
  readonly host: string
  readonly port: number
  /** Null makes the address the issuer. */
  readonly publicUrl: string | null
  readonly tls: TlsSettings
}

/** By which certificate the server speaks TLS, if at all. */
export type TlsSettings =
  | { readonly kind: 'none' }
  /** Paths on the machine of the server, of PEM files. */
  | { readonly kind: 'files'; readonly certificateFile: string; readonly keyFile: string }
  /** Made here, by an authority of our own; `names` are hosts besides those of the other settings. */
  | { readonly kind: 'own'; readonly names: readonly string[] }

/** The certificate authority of this installation, or the server's certificate that it signed. */
export interface StoredCertificate {
  readonly id: 'authority' | 'server'
  readonly name: string
  readonly certificate: string
  readonly privateKey: Sealed
  /** Hosts that the authority may sign for, besides private addresses, or that the server is for. */
  readonly names: readonly string[]
  readonly createdAt: Timestamp
  readonly expiresAt: Timestamp
}

/** The token of the installation's administrator. */
export interface BootstrapToken {
  readonly id: string
  readonly hash: string
  readonly hint: string
  readonly createdAt: Timestamp
}
