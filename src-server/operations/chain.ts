import { implement } from '@orpc/server'
import { contract } from '#contract/contract.ts'
import type { OperationMeta } from '#contract/operation.ts'
import { decideAccess, type Principal } from '#server/domain/decide-access.ts'
import { AppError } from '#server/errors.ts'
import { authenticate } from './authenticate.ts'
import type { OperationContext, OperationParts } from './context.ts'
import { type FoundTarget, findTarget } from './find-target.ts'
import { toAppError, toWireError } from './wire-error.ts'

/** What is learned on the way through the chain, for the event that ends it. */
interface Progress {
  principal?: Principal
  target?: FoundTarget
}

/**
 * The one chain that every operation passes, whichever face it came through: authenticate →
 * validate → authorize → act → audit. Input is checked before it decides which permission is
 * needed, so that what was authorized and what is acted on cannot differ.
 */
export function createChain(parts: OperationParts) {
  const base = implement(contract)
    .$context<OperationContext & { progress?: Progress }>()
    // Validation takes place before the last of the three steps below.
    .$config({ initialInputValidationIndex: -1 })

  return base
    .use(async ({ context, next, path, procedure }) => {
      const meta = procedure['~orpc'].meta as OperationMeta
      const progress: Progress = {}
      const report = (result: 'ok' | 'refused', error?: AppError) =>
        appendEvent(parts, { context, meta, action: path.join('.'), progress, result, error })
      try {
        if (meta.effect === 'change') await catchUpAudit(parts)
        const outcome = await next({ context: { progress } })
        progress.target = toTarget(outcome.output) ?? progress.target ?? { namespace: '' }
        if (meta.effect === 'change') await report('ok')
        return outcome
      } catch (thrown) {
        const error = toAppError(thrown)
        if (error.code === 'unexpected') {
          parts.logger.error(
            { err: thrown, correlationId: context.correlationId },
            'operation failed',
          )
        }
        await report('refused', error)
        throw toWireError(error, context.correlationId)
      }
    })
    .use(({ context, next }) => {
      const principal = authenticate(context.caller, parts)
      if (context.progress) context.progress.principal = principal
      return next({ context: { principal } })
    })
    .use(({ context, next, procedure }, input) => {
      const meta = procedure['~orpc'].meta as OperationMeta
      const target = findTarget(parts.store.read, meta.on, input)
      if (context.progress) context.progress.target = target
      authorize(context.principal, meta, target)
      return next()
    })
}

export type Chain = ReturnType<typeof createChain>

function authorize(principal: Principal, meta: OperationMeta, target: FoundTarget): void {
  if (meta.permission === 'none') return
  const decision = decideAccess(principal, meta.permission, target.namespace)
  if (decision.allowed) return
  if (!decision.visible)
    throw new AppError('not_found', 'There is no such thing, or you may not see it.')
  throw new AppError(
    'forbidden',
    `You need the permission ${decision.missing} in "${target.namespace || '/'}".`,
  )
}

/** A change that could not be put on record must not be made. */
async function catchUpAudit({ audit }: OperationParts): Promise<void> {
  if (!audit.isBehind) return
  try {
    await audit.flush()
  } catch (cause) {
    throw new AppError(
      'storage_unavailable',
      'The audit log cannot be written, so no change is made. Free some disk space and try again.',
      { cause },
    )
  }
}

interface Report {
  readonly context: OperationContext
  readonly meta: OperationMeta
  readonly action: string
  readonly progress: Progress
  readonly result: 'ok' | 'refused'
  readonly error: AppError | undefined
}

/** Refused reads are on record only where a permission was missing; refused changes always. */
async function appendEvent(parts: OperationParts, report: Report): Promise<void> {
  const { context, meta, action, progress, result, error } = report
  if (meta.effect === 'read' && error?.code !== 'forbidden') return
  const target = progress.target?.id
    ? { id: progress.target.id, ...(progress.target.path ? { path: progress.target.path } : {}) }
    : undefined
  parts.audit.append({
    action,
    actor: progress.principal?.actor ?? { kind: 'system', id: 'nobody', name: 'Not signed in' },
    result,
    ...(error ? { reason: error.code } : {}),
    ...(target ? { target } : {}),
    ...(context.address ? { address: context.address } : {}),
    correlationId: context.correlationId,
  })
  if (result === 'ok') await flushAudit(parts)
}

/** The change is made and durable by now; its event stays first in line and bars further changes. */
async function flushAudit({ audit, logger }: OperationParts): Promise<void> {
  try {
    await audit.flush()
  } catch (error) {
    logger.error({ err: error }, 'an event waits for the audit log to be writable again')
  }
}

function toTarget(output: unknown): FoundTarget | undefined {
  if (typeof output !== 'object' || output === null || !('id' in output)) return undefined
  const path = 'path' in output && typeof output.path === 'string' ? { path: output.path } : {}
  return { namespace: '', id: String(output.id), ...path }
}
