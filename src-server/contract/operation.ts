import { oc } from '@orpc/contract'
import { type ErrorCode, ErrorData, errorCodes } from './error-codes.ts'
import type { Permission } from './permissions.ts'

/**
 * What an operation acts on, which decides where its permission is needed. Each names the input
 * field that holds the reference; `installation` needs the permission at the root, `caller` only
 * an authenticated caller, `visible` narrows its answer to what the caller may see.
 */
export type Target =
  | { readonly kind: 'installation' | 'caller' | 'visible' }
  | { readonly kind: 'namespace'; readonly field: string }
  | { readonly kind: 'service_account'; readonly field: string }

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
  'forbidden',
  'not_found',
  'unexpected',
]

/** Starts the description of an operation: its permission, what it acts on, the refusals it can answer. */
export function operation(meta: OperationMeta, refusals: readonly ErrorCode[] = []) {
  const changes: readonly ErrorCode[] = meta.effect === 'change' ? ['storage_unavailable'] : []
  return oc
    .$meta<OperationMeta>(meta)
    .errors(errorsFor([...new Set([...everywhere, ...changes, ...refusals])]))
}
