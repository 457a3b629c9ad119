import { oc } from '@orpc/contract'
import { type ErrorCode, ErrorData, errorCodes } from './error-codes.ts'
import type { Permission } from './permissions.ts'

/** The kinds of things that an operation can act on, each named by one input field. */
export type TargetKind =
  | 'namespace'
  | 'group'
  | 'workspace'
  | 'service_account'
  | 'trust_policy'
  | 'public_key'
  | 'issuer'
  | 'member'
  | 'token'
  | 'lockout'
  | 'role'
  | 'user'
  | 'team'

/**
 * What an operation acts on, which decides where its permission is needed: where the thing is that
 * the field names, or at the root (`installation`). `visible` narrows its answer to what the caller
 * may see, `caller` needs only an authenticated caller, and `token_owner` is the `account` or `user`
 * that a token is for.
 */
export type Target =
  | { readonly kind: 'installation' | 'caller' | 'visible' | 'token_owner' }
  | { readonly kind: TargetKind; readonly field: string }

export interface OperationMeta {
  readonly permission: Permission | 'none'
  readonly on: Target
  /** Changes are audited; reads are not. */
  readonly effect: 'read' | 'change'
}

function errorsFor(codes: readonly ErrorCode[]) {
  return Object.fromEntries(
    codes.map((code) => [
      code,
      { status: errorCodes[code].status, message: errorCodes[code].title, data: ErrorData },
    ]),
  )
}

const everywhere: readonly ErrorCode[] = [
  'invalid_request',
  'validation_failed',
  'unauthenticated',
  'invalid_dpop_proof',
  'forbidden',
  'insufficient_scope',
  'not_found',
  'too_many_failures',
  'unexpected',
]

/** Starts the description of an operation: its permission, what it acts on, the refusals it can answer. */
export function operation(meta: OperationMeta, refusals: readonly ErrorCode[] = []) {
  const changes: readonly ErrorCode[] = meta.effect === 'change' ? ['storage_unavailable'] : []
  return oc
    .$meta<OperationMeta>(meta)
    .errors(errorsFor([...new Set([...everywhere, ...changes, ...refusals])]))
}
