import { type AccessReader, toEnabledSubject } from '#server/access/subjects.ts'
import type { Subject } from '#server/domain/decide-access.ts'
import { findGain, type GainQuestion } from '#server/domain/decide-gain.ts'
import type { PrincipalRef } from '#server/domain/model.ts'
import { AppError } from '#server/errors.ts'

/** Nobody gives, or gets through another, what they do not hold; throws `gain_not_allowed`. */
export function requireNoGain(question: GainQuestion): void {
  const gain = findGain(question)
  if (!gain) return
  const where = gain.namespacePath === '' ? 'the installation' : `"${gain.namespacePath}"`
  throw new AppError(
    'gain_not_allowed',
    `This would give ${gain.permission} in ${where}, which you do not hold there yourself.`,
  )
}

/** Whoever holds a credential can act as its owner, so making one needs all that the owner holds. */
export function requireNoGainByCredential(
  read: AccessReader,
  caller: Subject,
  owner: PrincipalRef,
  restriction?: Subject['restriction'],
): void {
  const after = { ...toEnabledSubject(read, owner), restriction }
  requireNoGain({ caller, before: undefined, after })
}
