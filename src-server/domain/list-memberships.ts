import { type Grant, type Restriction, rankGrants, type Subject } from './decide-access.ts'
import { isWithin } from './paths.ts'

/**
 * Lists the roles that a token tells of, by namespace. Inside the namespaces of its restriction they
 * stand as they are; one that comes from above stands at the namespace that was asked for. A token of
 * a few permissions tells of none, because a role says more than it may do.
 */
export function listMemberships(
  subject: Pick<Subject, 'grants' | 'homePath'>,
  restriction: Restriction | undefined,
): Readonly<Record<string, string>> | undefined {
  const grants = subject.grants.filter((grant) => isWithin(grant.namespacePath, subject.homePath))
  if (!restriction) return toRecord(grants.map((grant) => [grant.namespacePath, grant]))
  if (restriction.permissions) return undefined
  return toRecord(
    (restriction.namespaces ?? []).flatMap((path) => [
      ...rankGrants(subject, path).nearest.map((grant) => [path, grant] as const),
      ...grants
        .filter((grant) => isWithin(grant.namespacePath, path))
        .map((grant) => [grant.namespacePath, grant] as const),
    ]),
  )
}

function toRecord(entries: readonly (readonly [path: string, grant: Grant])[]) {
  return Object.fromEntries(entries.map(([path, { role }]) => [path, role.name]))
}
