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
  /** Which kind of token an exchange asked for (RFC 8693 §2.2.1); only its answer tells. */
  readonly issuedTokenType: string | undefined
}

/** Turns a request into a token, or throws an `OAuthError`. */
export type Grant = (request: OAuthRequest, parts: OAuthParts) => Promise<Granted>
