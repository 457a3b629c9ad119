import type { AuthenticationMethod } from '#contract/common.ts'
import type { ServiceAccount } from '#server/domain/model.ts'
import type { OAuthParts, OAuthRequest } from '#server/oauth/context.ts'
import type { IssuedToken } from '#server/oauth/issue-access-token.ts'

/** A token that was granted: to whom, and by what. */
export interface Granted {
  readonly account: ServiceAccount
  readonly authenticationMethod: AuthenticationMethod
  /** The secret, public key or trust policy that let the account in. */
  readonly credentialId: string
  readonly token: IssuedToken
  /** Members of the answer that only this grant has. */
  readonly extra: Readonly<Record<string, string>>
}

/** Turns a request into a token, or throws an `OAuthError`. */
export type Grant = (request: OAuthRequest, parts: OAuthParts) => Promise<Granted>
