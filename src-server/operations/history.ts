import type { Actor } from '#contract/common.ts'
import type { History } from '#server/domain/model.ts'
import { AppError } from '#server/errors.ts'

/** The history of a record that is just being made. */
export function begunBy(actor: Actor, now: number): History {
  return { createdAt: now, createdBy: actor, updatedAt: now, updatedBy: actor, version: 1 }
}

/** The history of a record after one more change. */
export function changedBy(
  record: History,
  actor: Actor,
  now: number,
): Pick<History, 'updatedAt' | 'updatedBy' | 'version'> {
  return { updatedAt: now, updatedBy: actor, version: record.version + 1 }
}

/** Stops the clock for one change, so that all its records tell the same instant. */
export function atOneInstant<P extends { readonly now: () => number }>(parts: P): P {
  const at = parts.now()
  return { ...parts, now: () => at }
}

/** Refuses an update made from an older state than today's; throws `version_conflict`. */
export function requireVersion(record: { readonly version: number }, version: number): void {
  if (record.version === version) return
  throw new AppError(
    'version_conflict',
    `This was changed meanwhile: you have version ${version}, the current one is ${record.version}. Read it again and repeat your change.`,
  )
}
