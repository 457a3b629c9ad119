import { implement } from '@orpc/server'
import { contract } from '#contract/contract.ts'
import type { OperationMeta } from '#contract/operation.ts'
import { toCallerSubject } from '#server/access/subjects.ts'
import { AppError } from '#server/errors.ts'
import { authenticate } from './authenticate.ts'
import { authorize } from './authorize.ts'
import type { OperationContext, OperationParts } from './context.ts'
import { findTarget } from './find-target.ts'
import { type Progress, recordEvent } from './record-event.ts'
import { requireScope, toScopeRefusal } from './require-scope.ts'
import { showTarget } from './show-target.ts'
import { toAppError, toWireError } from './wire-error.ts'

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
      const meta = metaOf(procedure)
      const progress: Progress = {}
      const ending = { context, meta, action: path.join('.'), progress }
      try {
        if (meta.effect === 'change') await catchUpAudit(parts)
        const outcome = await next({ context: { progress } })
        await recordEvent(parts, { ...ending, output: outcome.output })
        return outcome
      } catch (thrown) {
        const error = toScopeRefusal(toAppError(thrown), progress.principal)
        logUnexpected(parts, error, context)
        await recordEvent(parts, { ...ending, error })
        throw toWireError(error, context.correlationId)
      }
    })
    .use(async ({ context, next }) => {
      const principal = await authenticate(context.caller, parts, context.address)
      parts.requests.nameClient(context.correlationId, principal.actor.name)
      const subject = toCallerSubject(parts.store.read, principal)
      if (context.progress) context.progress.principal = principal
      return next({ context: { principal, subject } })
    })
    .use(({ context, next, procedure }, input) => {
      const meta = metaOf(procedure)
      requireScope(context.principal, meta)
      const target = findTarget(parts.store.read, meta.on, input)
      if (context.progress) context.progress.target = target
      authorize(context.principal, context.subject, meta, target)
      if (context.progress && meta.effect === 'change') {
        context.progress.before = showTarget(parts, target.id)
      }
      return next()
    })
}

export type Chain = ReturnType<typeof createChain>

/** Safe: every operation of the contract is made by `operation()`, which requires the meta. */
function metaOf(procedure: { readonly '~orpc': { readonly meta: object } }): OperationMeta {
  return procedure['~orpc'].meta as OperationMeta
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

function logUnexpected({ logger }: OperationParts, error: AppError, context: OperationContext) {
  if (error.code !== 'unexpected') return
  logger.error({ err: error.cause, correlationId: context.correlationId }, 'operation failed')
}
