import type { PublicKey as PublicKeyView } from '#contract/public-keys.ts'
import type { Reader } from '#server/access/find.ts'
import { listKeyAlgorithms } from '#server/domain/key-algorithms.ts'
import type { PublicKey } from '#server/domain/model.ts'
import { toInstant } from '#server/domain/times.ts'
import { toLastUse } from './last-use.ts'

/** Shows a public key by what tells it from others. */
export function toPublicKeyView(read: Pick<Reader, 'usages'>, key: PublicKey): PublicKeyView {
  const { kty, crv } = key.publicJwk
  return {
    id: key.id,
    name: key.name,
    keyId: key.keyId,
    kty: String(kty),
    crv: typeof crv === 'string' ? crv : null,
    algorithms: [...listKeyAlgorithms(key.publicJwk)],
    createdAt: toInstant(key.createdAt),
    createdBy: key.createdBy,
    ...toLastUse(read, key.id),
  }
}
