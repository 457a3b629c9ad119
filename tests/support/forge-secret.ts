import { randomBytes } from 'node:crypto'
import { parseSecret, toSecret } from '#server/domain/secret-format.ts'

/** Makes a secret with the same public part and a right checksum, so that only its hash is wrong. */
export function forgeSecret(genuine: string): string {
  const parsed = parseSecret(genuine)
  if (!parsed) throw new Error('This is no secret of ours to begin with.')
  return toSecret(parsed.prefix, parsed.publicId, randomBytes(32))
}
