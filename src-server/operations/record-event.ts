import type { ErrorCode } from '#contract/error-codes.ts'
import type { OperationMeta } from '#contract/operation.ts'
import type { Principal } from '#server/domain/decide-access.ts'
import type { AppError } from '#server/errors.ts'
import type { OperationContext, OperationParts } from './context.ts'
import type { FoundTarget } from './find-target.ts'

/** What is learned on the way through the chain, for the event that ends it. */
export interface Progress {
  principal?: Principal
  target?: FoundTarget
  before?: Snapshot | undefined
  /** What came of it, where the answer does not say. */
  after?: Snapshot
}

/** A thing as the API shows it, for the record. */
export type Snapshot = Readonly<Record<string, unknown>>

export interface Ending {
  readonly context: OperationContext
  readonly meta: OperationMeta
  readonly action: string
  readonly progress: Progress
  readonly output?: unknown
  readonly error?: AppError
}

/** Values that are sent once and must not be kept anywhere, the audit log least of all. */
const ONCE = new Set(['clientSecret', 'value', 'privateKey'])

const MISSING_RIGHTS: ReadonlySet<ErrorCode> = new Set(['forbidden', 'insufficient_scope'])

/**
 * Puts the end of an operation on record: every change and every refusal, except for reads that
 * failed for another reason than a missing permission.
 */
export async function recordEvent(parts: OperationParts, ending: Ending): Promise<void> {
  const { context, meta, action, progress, error } = ending
  if (meta.effect === 'read' && !(error && MISSING_RIGHTS.has(error.code))) return
  const after = error ? undefined : (progress.after ?? toSnapshot(unwrap(ending.output)))
  const target = toAuditTarget(after, progress.target)
  parts.audit.append({
    action,
    actor: progress.principal?.actor ?? { kind: 'system', id: 'nobody', name: 'Not signed in' },
    result: error ? 'refused' : 'ok',
    ...(error && { reason: error.code }),
    ...(target && { target }),
    ...toPlace(progress.target),
    ...(progress.before && !error && isSame(progress.before, after) && { before: progress.before }),
    ...(after && { after }),
    ...(context.address && { address: context.address }),
    correlationId: context.correlationId,
  })
  if (!error) await flushAudit(parts)
}

/** A token is answered beside its value; only the token is the thing. */
function unwrap(output: unknown): unknown {
  const isIssued =
    typeof output === 'object' && output !== null && 'token' in output && 'value' in output
  return isIssued ? output.token : output
}

/** The change is made and durable by now; its event stays first in line and bars further changes. */
async function flushAudit({ audit, logger }: OperationParts): Promise<void> {
  try {
    await audit.flush()
  } catch (error) {
    logger.error({ err: error }, 'an event waits for the audit log to be writable again')
  }
}

/** What was found before is the parent, not the thing itself, where something new was made. */
function isSame(before: Snapshot, after: Snapshot | undefined): boolean {
  return after?.id === undefined || after.id === before.id
}

function toAuditTarget(after: Snapshot | undefined, found: FoundTarget | undefined) {
  const ids = [after?.id, found?.id, after?.clientId]
  const id = ids.find((each) => typeof each === 'string')
  const path = typeof after?.path === 'string' ? after.path : found?.path
  return id === undefined ? undefined : { id, ...(path !== undefined && { path }) }
}

function toPlace(found: FoundTarget | undefined) {
  const { namespace, accountId } = found ?? {}
  return { ...(namespace && { namespace }), ...(accountId && { account: accountId }) }
}

/** Keeps what an operation answered, without what must not be kept. */
export function toSnapshot(output: unknown): Snapshot | undefined {
  if (typeof output !== 'object' || output === null || output instanceof Blob) return undefined
  return Object.fromEntries(
    Object.entries(output)
      .filter(([name]) => !ONCE.has(name))
      .map(([name, value]) => [name, isPlainObject(value) ? toSnapshot(value) : value]),
  )
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
