import { open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { NewId } from './domain/ids.ts'
import { parseSecret, toHint, toSecret } from './domain/secret-format.ts'
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
 * A file that was emptied asks for another one, and every earlier one ends; one that was taken away
 * asks for nothing. The file is durable before its hash is, so a crash in between leaves a token
 * that the next start replaces, never one that nobody holds. Tells whether one was replaced.
 */
export async function ensureAdminToken(
  directory: string,
  parts: AdminTokenParts,
): Promise<boolean> {
  const file = join(directory, 'admin-token')
  const earlier = [...parts.store.read.bootstrapTokens.values()]
  if (earlier.length > 0) {
    const written = await readWritten(file)
    if (written === undefined || isKnown(written, parts)) return false
  }
  const id = parts.newId('tok')
  const token = toSecret('dwat', id.slice('tok_'.length), parts.randomBytes(32))
  await writePrivate(file, `${token}\n`)
  const hash = parts.hasher.hash(token)
  await parts.store.change((tx) => {
    for (const one of earlier) tx.bootstrapTokens.delete(one.id)
    tx.bootstrapTokens.put({ id, hash, hint: toHint(token), createdAt: parts.now() })
  })
  return earlier.length > 0
}

async function readWritten(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function isKnown(token: string, { store, hasher }: AdminTokenParts): boolean {
  const parsed = parseSecret(token)
  const known = parsed && store.read.bootstrapTokens.find(`tok_${parsed.publicId}`)
  return known !== undefined && known.hash === hasher.hash(token)
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
