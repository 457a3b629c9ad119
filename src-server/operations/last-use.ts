import type { Reader } from '#server/access/find.ts'
import { toInstantOrNull } from '#server/domain/times.ts'

/** When an account, secret, key, policy or token was last used, from where and how. */
export function toLastUse(read: Pick<Reader, 'usages'>, id: string) {
  const usage = read.usages.find(id)
  return {
    lastUsedAt: toInstantOrNull(usage?.at),
    lastUsedAddress: usage?.address ?? null,
    lastUsedMethod: usage?.method ?? null,
  }
}
