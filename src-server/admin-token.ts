import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { NewId } from './domain/ids.ts'
import { toHint, toSecret } from './domain/secret-format.ts'
import type { SecretHasher } from './keys/secret-hasher.ts'
import type { DoorwardStore } from './store/collections.ts'

interface AdminTokenParts {
  readonly store: DoorwardStore
  readonly hasher: SecretHasher
  readonly now: () => number
  readonly newId: NewId
  readonly randomBytes: (length: number) => Uint8Array
}

/**
 * At the first start, writes an API token for the administrator to `<data dir>/admin-token` (0600).
 * The file is durable before its hash is, so a crash in between leaves a token that the next start
 * replaces, never one that nobody holds.
 */
export async function ensureAdminToken(directory: string, parts: AdminTokenParts): Promise<void> {
  if (parts.store.read.bootstrapTokens.size > 0) return
  const id = parts.newId('tok')
  const token = toSecret('dwat', id.slice('tok_'.length), parts.randomBytes(32))
  await writePrivate(join(directory, 'admin-token'), `${token}\n`)
  const hash = parts.hasher.hash(token)
  await parts.store.change((tx) =>
    tx.bootstrapTokens.put({ id, hash, hint: toHint(token), createdAt: parts.now() }),
  )
}

async function writePrivate(path: string, text: string): Promise<void> {
  const aside = `${path}.tmp`
  const file = await open(aside, 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(aside, path)
}
