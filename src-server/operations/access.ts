import type { EffectiveAccess, GrantView, LosingGrant } from '#contract/access.ts'
import {
  nameOfPrincipal,
  notFound,
  type Reader,
  requireNamespace,
  requirePrincipal,
} from '#server/access/find.ts'
import { toSubject } from '#server/access/subjects.ts'
import {
  decideAccess,
  type Grant,
  type LostGrant,
  listAccess,
  rankGrants,
  type Subject,
} from '#server/domain/decide-access.ts'
import type { PrincipalRef } from '#server/domain/model.ts'
import { listChain } from '#server/domain/paths.ts'
import type { Chain } from './chain.ts'
import type { OperationParts } from './context.ts'
import { readGathered, toPage } from './pages.ts'
import { requireVisible } from './visible.ts'
import { requireKnownPrincipal } from './visible-principal.ts'

interface Place {
  readonly principal: PrincipalRef
  readonly namespace: string
}

/** Implements the operations that explain access; they decide by the same function that enforces it. */
export function implementAccess({ access }: Chain, { store: { read } }: OperationParts) {
  return {
    effective: access.effective.handler(({ input, context }) => {
      const { subject } = context
      const { principal, namespace } = input
      const known = { permission: 'access:view', namespace } as const
      if (principal !== undefined) requireKnownPrincipal(read, context, principal, known)
      const places = listPlaces(read, subject, input)
      const listing = {
        read: readGathered(places, toKey),
        positionOf: toKey,
        textOf: (place: Place) => `${nameOfPrincipal(read, place.principal)} ${place.namespace}`,
      }
      return toPage(input, listing, (place) => toEffectiveAccess(read, place))
    }),

    check: access.check.handler(({ input, context }) => {
      const { namespace } = input
      const known = { permission: 'access:view', namespace } as const
      const principal = requireKnownPrincipal(read, context, input.principal, known)
      const { path } = requireNamespace(read, input.namespace)
      const decision = decideAccess(toSubject(read, principal), input.permission, path)
      return {
        allowed: decision.allowed,
        reason: decision.reason,
        path: decision.winner ? toGrantView(decision.winner) : null,
        others: decision.others.map(toGrantView),
        losing: decision.losing.map(toLosingGrant),
        missing: decision.allowed ? null : input.permission,
      }
    }),
  }
}

/** Where the question leads: one principal's namespaces, one namespace's principals, or one place. */
function listPlaces(
  read: Reader,
  caller: Subject,
  input: { readonly principal?: string | undefined; readonly namespace?: string | undefined },
): readonly Place[] {
  const principal = input.principal ? requirePrincipal(read, input.principal) : undefined
  if (input.namespace !== undefined) {
    const reference = input.namespace
    const { path } = requireNamespace(read, reference)
    requireVisible(caller, 'access:view', path, () => notFound('namespace', reference))
    const found = principal ? [principal] : listPrincipals(read, path)
    return found.map((each) => ({ principal: each, namespace: path }))
  }
  if (!principal) return []
  const paths = new Set(toSubject(read, principal).grants.map((grant) => grant.namespacePath))
  return [...paths]
    .filter((path) => decideAccess(caller, 'access:view', path).allowed)
    .map((namespace) => ({ principal, namespace }))
}

/** Everybody with a role in a namespace or above it; each namespace is one look at an index. */
function listPrincipals(read: Reader, path: string): readonly PrincipalRef[] {
  const members = listChain(path).flatMap((each) =>
    read.memberships.list('namespace', requireNamespace(read, each).id),
  )
  return [...new Map(members.map(({ principal }) => [principal.id, principal])).values()]
}

function toEffectiveAccess(read: Reader, { principal, namespace }: Place): EffectiveAccess {
  const subject = toSubject(read, principal)
  return {
    principal: { ...principal, name: nameOfPrincipal(read, principal) },
    namespace,
    permissions: listAccess(subject, namespace).flatMap(({ permission, winner }) =>
      winner ? [{ permission, path: toGrantView(winner) }] : [],
    ),
    losing: rankGrants(subject, namespace).losing.map(toLosingGrant),
  }
}

function toGrantView({ memberId, principal, namespacePath, role }: Grant): GrantView {
  return { member: memberId, principal, namespace: namespacePath, role: role.name }
}

function toLosingGrant({ grant, reason }: LostGrant): LosingGrant {
  return { ...toGrantView(grant), reason }
}

function toKey({ principal, namespace }: Place): string {
  return `${principal.id} ${namespace}`
}
