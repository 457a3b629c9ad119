import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { StartError } from '#server/errors.ts'
import { unlinkIfThere, writeAll, writeTemporary } from '#server/store/durable-file.ts'
import { type Files, nodeFiles } from '#server/store/files.ts'

/** Where the key comes from that encrypts everything secret on disk. */
export interface MasterKeySource {
  /**
   * Gives the 32 bytes of the master key; throws a `StartError` that says how to get it back. A new
   * key may be made only while nothing has been encrypted yet.
   */
  load(options: { readonly mayCreate: boolean }): Promise<Uint8Array>
}

const KEY_BYTES = 32

export interface FileMasterKeyOptions {
  /** Whether somebody named this file, who then has to provide it. */
  readonly named: boolean
  readonly onWarning: (message: string) => void
  readonly files?: Files
}

/** Keeps the master key in a file: 32 bytes as base64url, base64 or hexadecimal text, or raw. */
export function fileMasterKey(path: string, options: FileMasterKeyOptions): MasterKeySource {
  return {
    async load({ mayCreate }) {
      const found = await readIfThere(path)
      if (found) return parseKey(found, path)
      if (options.named) throw notThere(path)
      if (!mayCreate) throw missing(path)
      options.onWarning(
        `A new master key was written to ${path}. Back it up apart from the data: whoever has both can read every secret, and without it they are lost. DOORWARD_MASTER_KEY_FILE keeps it elsewhere.`,
      )
      return createKeyFile(path, options.files ?? nodeFiles)
    },
  }
}

function missing(path: string): StartError {
  return new StartError(
    `The master key ${path} is missing, and the data directory is encrypted with it. Put the file back from your backup, or name it with DOORWARD_MASTER_KEY_FILE.`,
    1,
  )
}

function notThere(path: string): StartError {
  return new StartError(
    `DOORWARD_MASTER_KEY_FILE names ${path}, which does not exist. Create it (openssl rand -base64 32 > ${path}) or put it back from your backup.`,
    2,
  )
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (cause) {
    if (isErrorCode(cause, 'ENOENT')) return undefined
    throw new StartError(`The master key ${path} cannot be read (${codeOf(cause)}).`, 1, cause)
  }
}

function parseKey(bytes: Buffer, path: string): Uint8Array {
  const text = bytes.toString('utf8').trim()
  // 32 readable characters are half a key or a password, not 256 random bits.
  if (bytes.length === KEY_BYTES && !/^[ -~]+$/.test(text)) return bytes
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  if (/^[\w+/-]{43}=?$/.test(text)) return Buffer.from(text, 'base64url')
  throw new StartError(
    `${path} does not hold a master key: expected 32 bytes as base64 or hexadecimal text (try: openssl rand -base64 32 > ${basename(path)}).`,
    1,
  )
}

/**
 * Writes aside and links into place, so that a crash never leaves half a key under the real name;
 * who starts at the same moment gets the key that came first.
 */
async function createKeyFile(path: string, files: Files): Promise<Uint8Array> {
  try {
    const aside = await writeKeyAside(path, files)
    try {
      await linkUnlessThere(aside, path, files)
    } finally {
      await unlinkIfThere(files, aside)
    }
    // Data encrypted with a key whose name a power failure takes away would be lost.
    await files.syncDirectory(dirname(path))
  } catch (cause) {
    throw new StartError(`The master key ${path} cannot be written (${codeOf(cause)}).`, 1, cause)
  }
  return parseKey(await readFile(path), path)
}

function writeKeyAside(path: string, files: Files): Promise<string> {
  const text = Buffer.from(`${randomBytes(KEY_BYTES).toString('base64url')}\n`)
  return writeTemporary(files, path, async (file) => {
    await writeAll(file, text, 0)
    return text.length
  })
}

async function linkUnlessThere(aside: string, path: string, files: Files): Promise<void> {
  try {
    await files.link(aside, path)
  } catch (error) {
    if (!isErrorCode(error, 'EEXIST')) throw error
  }
}

function isErrorCode(error: unknown, code: string): boolean {
  return codeOf(error) === code
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
}
