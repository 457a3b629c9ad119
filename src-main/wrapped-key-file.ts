import { dirname } from 'node:path'
import { z } from 'zod'
import { StartError } from '#server/errors.ts'
import { moveFile, writeAll, writeTemporary } from '#server/store/durable-file.ts'
import { findErrorCode, nodeFiles } from '#server/store/files.ts'

/** The master key as the operating system's keychain encrypted it. */
export const WrappedKey = z.strictObject({
  version: z.literal(1),
  /** The keychain that encrypted it, for the day when another one cannot read it. */
  backend: z.string(),
  wrapped: z.base64().min(1),
  /** Somebody was told that this keychain protects nothing, and went on. */
  weakProtectionAccepted: z.boolean(),
})
export type WrappedKey = z.infer<typeof WrappedKey>

/** Reads the wrapped key; a file that is there but not understood stops the start instead of counting as absent. */
export async function readWrappedKey(path: string): Promise<WrappedKey | undefined> {
  const text = await readIfThere(path)
  if (text === undefined) return undefined
  const parsed = WrappedKey.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  throw new StartError(
    `${path} is not a wrapped master key that this version understands. It was left as it is. Put it back from your backup, or start the version that wrote it.`,
    1,
    parsed.error,
  )
}

/** Replaces the file in one step, so that a crash leaves the old key or the new one and never half of either. */
export async function saveWrappedKey(path: string, key: WrappedKey): Promise<void> {
  const bytes = Buffer.from(`${JSON.stringify(key, undefined, 2)}\n`)
  const aside = await writeTemporary(nodeFiles, path, async (file) => {
    await writeAll(file, bytes, 0)
    return bytes.length
  })
  await moveFile(nodeFiles, aside, path)
  await nodeFiles.syncDirectory(dirname(path))
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return (await nodeFiles.readFile(path)).toString('utf8')
  } catch (cause) {
    if (findErrorCode(cause) === 'ENOENT') return undefined
    throw new StartError(`${path} cannot be read (${findErrorCode(cause)}).`, 1, cause)
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // refused by the schema, with the advice that belongs to it
  }
}
