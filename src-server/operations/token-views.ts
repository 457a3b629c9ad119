import type { NamedToken as NamedTokenView } from '#contract/tokens.ts'
import { findNamespacePath, nameOfPrincipal, type Reader } from '#server/access/find.ts'
import type { NamedToken } from '#server/domain/model.ts'
import { toInstant, toInstantOrNull } from '#server/domain/times.ts'
import { toLastUse } from './last-use.ts'

/** Shows a named token as the contract describes it; never its value. */
export function toTokenView(read: Reader, token: NamedToken, now: number): NamedTokenView {
  const { kind, id } = token.owner
  return {
    id: token.id,
    name: token.name,
    intent: token.intent,
    owner: { kind, id, name: nameOfPrincipal(read, token.owner) },
    hint: token.hint,
    permissions: token.permissions === null ? null : [...token.permissions],
    namespaces:
      token.namespaceIds?.map(
        (namespaceId) => findNamespacePath(read, namespaceId) ?? namespaceId,
      ) ?? null,
    expiresAt: toInstantOrNull(token.expiresAt),
    rotateOnExpiry: token.rotateOnExpiry,
    state: stateOf(token, now),
    createdAt: toInstant(token.createdAt),
    createdBy: token.createdBy,
    ...toLastUse(read, token.id),
  }
}

/** A rotating token that expired waits for somebody to fetch its new value. */
export function stateOf(
  { expiresAt, rotateOnExpiry }: Pick<NamedToken, 'expiresAt' | 'rotateOnExpiry'>,
  now: number,
): NamedTokenView['state'] {
  if (expiresAt === null || now < expiresAt) return 'live'
  return rotateOnExpiry ? 'awaiting_reveal' : 'expired'
}
