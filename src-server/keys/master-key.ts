import { randomBytes } from 'node:crypto'
import { link, open, readFile, unlink } from 'node:fs/promises'
import { basename } from 'node:path'
import { StartError } from '#server/errors.ts'

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
      return createKeyFile(path)
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
  if (bytes.length === KEY_BYTES) return bytes
  const text = bytes.toString('utf8').trim()
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  if (/^[\w+/-]{43}=?$/.test(text)) return Buffer.from(text, 'base64url')
  throw new StartError(
    `${path} does not hold a master key: expected 32 bytes as base64 or hexadecimal text (try: openssl rand -base64 32 > ${basename(path)}).`,
    1,
  )
}

/** Writes aside and links into place, so that a crash never leaves half a key under the real name. */
async function createKeyFile(path: string): Promise<Uint8Array> {
  const key = randomBytes(KEY_BYTES)
  const aside = `${path}.${process.pid}.tmp`
  const file = await open(aside, 'w', 0o600)
  try {
    await file.writeFile(`${key.toString('base64url')}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await link(aside, path)
  await unlink(aside)
  return key
}

function isErrorCode(error: unknown, code: string): boolean {
  return codeOf(error) === code
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
}
