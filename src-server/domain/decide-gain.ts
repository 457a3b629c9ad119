import type { Permission } from '#contract/permissions.ts'
import { decideAccess, listAccess, type Subject } from './decide-access.ts'
import { isWithin } from './paths.ts'

/** A permission that somebody would get in a namespace although the caller does not hold it there. */
export interface Gain {
  readonly permission: Permission
  readonly namespacePath: string
}

export interface GainQuestion {
  readonly caller: Subject
  /** Whoever would come to hold something, as before the change; nobody, for a new credential. */
  readonly before: Subject | undefined
  readonly after: Subject
}

/**
 * Finds what a change would give beyond what its caller holds. Access differs only where somebody
 * has a role, so it is enough to look at the namespaces of all roles involved: those of the subject,
 * and those below them where the caller holds less.
 */
export function findGain({ caller, before, after }: GainQuestion): Gain | undefined {
  if (caller.standing === 'administrator') return undefined
  for (const namespacePath of listTurningPoints(caller, before, after)) {
    const gained = listAccess(after, namespacePath).find(
      ({ permission }) =>
        !(before && decideAccess(before, permission, namespacePath).allowed) &&
        !decideAccess(caller, permission, namespacePath).allowed,
    )
    if (gained) return { permission: gained.permission, namespacePath }
  }
  return undefined
}

/** The namespaces at which the access of anybody involved may change. */
function listTurningPoints(
  caller: Subject,
  before: Subject | undefined,
  after: Subject,
): readonly string[] {
  const ofSubject = [...(before?.grants ?? []), ...after.grants].map((grant) => grant.namespacePath)
  const restricted = [
    ...(caller.restriction?.namespaces ?? []),
    ...(after.restriction?.namespaces ?? []),
  ]
  const ofCaller = [...caller.grants.map((grant) => grant.namespacePath), ...restricted]
  const below = ofCaller.filter((path) => ofSubject.some((namespace) => isWithin(path, namespace)))
  return [...new Set([...ofSubject, ...below])]
}
