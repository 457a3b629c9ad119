import type { ErrorCode } from '#contract/error-codes.ts'

export interface Wording {
  /** What happened. */
  readonly title: string
  /** What to do about it. */
  readonly advice: string
}

/** Refusals that arise in the window or on the way, beside those that the contract knows. */
export type WindowErrorCode = 'unreachable' | 'sign_in_link_invalid'

/** How every refusal is said to people: the title tells what happened, the advice what to do. */
export const errors = {
  invalid_request: {
    title: 'The server did not understand the request',
    advice: 'Reload the window and try again.',
  },
  validation_failed: {
    title: 'Some fields need another look',
    advice: 'Correct the marked fields and try again.',
  },
  authentication_method_required: {
    title: 'An authentication method is required',
    advice: 'Add a trust policy or a public key, or enable client credentials.',
  },
  expiry_out_of_range: {
    title: 'The expiry is out of range',
    advice: 'Choose a time between one day from now and the maximum in Settings.',
  },
  client_credentials_turned_off: {
    title: 'Client credentials are turned off',
    advice: 'Raise the client secret maximum in Settings, or use OIDC federation.',
  },
  issuer_not_allowed: {
    title: 'This issuer is not allowed',
    advice:
      'Use an https URL. For an issuer on your own network, switch on “issuer is on a private network”.',
  },
  scope_not_allowed: {
    title: 'This account cannot act there',
    advice: 'A service account acts only inside its home group. Choose that group or one below it.',
  },
  trust_policy_refused: {
    title: 'The trust policy would let too many tokens in',
    advice: 'Bind at least one claim that names who may act, such as project_id or sub.',
  },
  unauthenticated: {
    title: 'You are not signed in',
    advice: 'Sign in again; what you have typed stays here.',
  },
  invalid_dpop_proof: {
    title: 'The proof of the key is not valid',
    advice: 'Make a new DPoP proof for each request, and check the clock.',
  },
  forbidden: {
    title: 'You may not do this',
    advice: 'Ask an owner of this group for the missing permission.',
  },
  insufficient_scope: {
    title: 'The scope of this token is too small',
    advice: 'Ask for a token with the scope named here, or with none.',
  },
  gain_not_allowed: {
    title: 'That would give more than you hold',
    advice: 'Ask somebody who holds the permission named here, or choose a smaller role.',
  },
  read_only: {
    title: 'This comes with Doorward',
    advice: 'It cannot be changed. Create an account or a role of your own instead.',
  },
  not_found: {
    title: 'This does not exist, or you may not see it',
    advice: 'Check the address; it may have been deleted.',
  },
  name_taken: {
    title: 'This name is taken',
    advice: 'Choose another name; names are unique within their group.',
  },
  in_use: {
    title: 'This is in use',
    advice: 'Take it away from whatever uses it first.',
  },
  last_owner: {
    title: 'The last owner stays',
    advice: 'Make somebody else owner of the group first.',
  },
  already_member: {
    title: 'It is a member already',
    advice: 'Change the role that it has there instead.',
  },
  nothing_to_reveal: {
    title: 'There is nothing to reveal',
    advice: 'The value was revealed before, or the token has not rotated yet.',
  },
  key_taken: {
    title: 'This key is registered already',
    advice: 'Use another key, or give it another key id.',
  },
  limit_reached: {
    title: 'There are as many as there may be',
    advice: 'Delete one that is not used any more, then try again.',
  },
  version_conflict: {
    title: 'Somebody changed this meanwhile',
    advice: 'Load the newer version; what you have typed stays.',
  },
  not_empty: {
    title: 'This group is not empty',
    advice: 'Delete its service accounts and subgroups first.',
  },
  already_enabled: {
    title: 'Client credentials are already enabled',
    advice: 'Reload to see them. A lost secret can be replaced with Reset Client Credentials.',
  },
  not_enabled: {
    title: 'Client credentials are not enabled',
    advice: 'Reload to see the current state, then enable them.',
  },
  payload_too_large: {
    title: 'This is too much for one request',
    advice: 'Shorten the longest fields and try again.',
  },
  unsupported_media_type: {
    title: 'The server did not understand the request',
    advice: 'Window and server may be of different versions: reload the window.',
  },
  host_not_allowed: {
    title: 'The server does not answer to this address',
    advice: 'Open the address that the server printed at its start.',
  },
  too_many_failures: {
    title: 'Too many failed attempts',
    advice: 'Wait for the time named here, then try again with the right token.',
  },
  unexpected: {
    title: 'Something went wrong on the server',
    advice: 'Try again. If it stays, look for the correlation id in the server’s log.',
  },
  storage_unavailable: {
    title: 'The change could not be stored',
    advice: 'Nothing was changed. Check the disk of the data directory, then try again.',
  },
  unreachable: {
    title: 'The server cannot be reached',
    advice: 'Check that Doorward is running, then try again.',
  },
  sign_in_link_invalid: {
    title: 'This sign-in link is used or expired',
    advice: 'A link works once. Restart the server for a new one, or use an API token.',
  },
} as const satisfies Record<ErrorCode | WindowErrorCode, Wording>
