import type { Permission } from '#contract/permissions.ts'
import { decideAccess, listAccess, narrowSubject, type Subject } from './decide-access.ts'
import { listChain } from './paths.ts'

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
 * has a role or a token begins to count, so it is enough to look there: at the namespaces of the
 * subject's roles, and below them at those where the caller may hold less or the subject's new token
 * counts. The caller's own token only adds below what it names, so it makes no further gain.
 */
export function findGain({ caller, before, after }: GainQuestion): Gain | undefined {
  if (caller.standing === 'administrator') return undefined
  const toCaller = narrowSubject(caller)
  const toBefore = before && narrowSubject(before)
  const toAfter = narrowSubject(after)
  for (const namespacePath of listTurningPoints(caller, before, after)) {
    const [own, held] = [toCaller(namespacePath), toBefore?.(namespacePath)]
    const gained = listAccess(toAfter(namespacePath), namespacePath).find(
      ({ permission }) =>
        !(held && decideAccess(held, permission, namespacePath).allowed) &&
        !decideAccess(own, permission, namespacePath).allowed,
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
  const ofSubject = new Set(
    [...(before?.grants ?? []), ...after.grants].map((grant) => grant.namespacePath),
  )
  const others = [
    ...caller.grants.map((grant) => grant.namespacePath),
    ...(after.restriction?.namespaces ?? []),
  ]
  const below = others.filter((path) => listChain(path).some((above) => ofSubject.has(above)))
  return [...new Set([...ofSubject, ...below])]
}
