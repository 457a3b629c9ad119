import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { StartError } from '#server/errors.ts'
import { fileMasterKey, type MasterKeySource } from '#server/keys/master-key.ts'
import { Declined } from './declined.ts'
import { isWeaklyProtected } from './judge-protection.ts'
import { readWrappedKey, saveWrappedKey, type WrappedKey } from './wrapped-key-file.ts'

const WRAPPED_KEY_FILE = 'master-key.keychain.json'
const PLAIN_KEY_FILE = 'master.key'
const KEY_BYTES = 32

/** The part of Electron's safeStorage that is used here; only after the app is ready. */
export interface Keychain {
  isAsyncEncryptionAvailable(): Promise<boolean>
  encryptStringAsync(text: string): Promise<Buffer>
  decryptStringAsync(
    wrapped: Buffer,
  ): Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }>
}

/** What only the person at the machine can decide; each answers whether to go on. */
export interface KeychainQuestions {
  acceptWeakProtection(): Promise<boolean>
  acceptPlainFile(path: string): Promise<boolean>
  tryAgain(problem: { readonly path: string; readonly lockedBy: string }): Promise<boolean>
}

export interface KeychainParts {
  readonly keychain: Keychain
  readonly questions: KeychainQuestions
  readonly directory: string
  readonly platform: NodeJS.Platform
  /** The name of the keychain in use, as far as the system tells it. */
  readonly findBackend: () => string
  readonly createBytes: (count: number) => Uint8Array
  readonly onWarning: (message: string) => void
}

/**
 * Keeps the master key in a file that the operating system's keychain encrypts. A plain key file in
 * the same directory comes first: the headless server made it, or somebody put a backup there.
 */
export function keychainMasterKey(parts: KeychainParts): MasterKeySource {
  const plainPath = join(parts.directory, PLAIN_KEY_FILE)
  const path = join(parts.directory, WRAPPED_KEY_FILE)
  return {
    async load(options) {
      if (await isThere(plainPath)) return plainKey(plainPath, parts).load(options)
      const stored = await readWrappedKey(path)
      if (stored) return unwrap(path, stored, parts)
      if (!options.mayCreate) throw missing(path)
      return createWrapped(path, plainPath, parts)
    },
  }
}

function plainKey(path: string, { onWarning }: KeychainParts): MasterKeySource {
  onWarning(`The master key is in ${path}, which the system's keychain does not protect.`)
  return fileMasterKey(path, { named: false, onWarning })
}

async function unwrap(path: string, stored: WrappedKey, parts: KeychainParts): Promise<Uint8Array> {
  const wrapped = Buffer.from(stored.wrapped, 'base64')
  const opened = await openPatiently(path, wrapped, stored, parts)

  const renewed = opened.shouldReEncrypt ? await wrapAgain(opened.text, parts) : undefined
  const current = renewed ?? stored
  const accepted = await confirmProtection(current, parts)
  if (renewed || accepted !== stored.weakProtectionAccepted) {
    await saveWrappedKey(path, { ...current, weakProtectionAccepted: accepted })
  }
  return toKey(opened.text)
}

interface Opened {
  readonly text: string
  readonly shouldReEncrypt: boolean
}

/** Decrypts as often as the person wants to try; the file stays as it is whatever happens. */
async function openPatiently(
  path: string,
  wrapped: Buffer,
  stored: WrappedKey,
  parts: KeychainParts,
): Promise<Opened> {
  for (;;) {
    const opened = await openOnce(wrapped, parts)
    if (opened) return opened
    const again = await parts.questions.tryAgain({ path, lockedBy: stored.backend })
    if (!again) throw new Declined('The master key could not be unlocked.')
  }
}

async function openOnce(wrapped: Buffer, parts: KeychainParts): Promise<Opened | undefined> {
  try {
    const { result, shouldReEncrypt } = await parts.keychain.decryptStringAsync(wrapped)
    if (toKey(result).length === KEY_BYTES) return { text: result, shouldReEncrypt }
    parts.onWarning('The keychain decrypted the master key to something else.')
  } catch (cause) {
    parts.onWarning(`The keychain did not decrypt the master key: ${cause}`)
  }
  return undefined
}

/** Wraps with the keychain's present key; when that fails the old wrapping still serves. */
async function wrapAgain(text: string, parts: KeychainParts): Promise<WrappedKey | undefined> {
  try {
    return await wrap(text, parts)
  } catch (cause) {
    parts.onWarning(`The keychain asked for a new wrapping of the master key and failed: ${cause}`)
    return undefined
  }
}

async function createWrapped(
  path: string,
  plainPath: string,
  parts: KeychainParts,
): Promise<Uint8Array> {
  if (!(await parts.keychain.isAsyncEncryptionAvailable())) {
    const go = await parts.questions.acceptPlainFile(plainPath)
    if (!go) throw new Declined('There is no keychain, and a plain key file was declined.')
    return plainKey(plainPath, parts).load({ mayCreate: true })
  }

  const text = Buffer.from(parts.createBytes(KEY_BYTES)).toString('base64')
  const wrapped = await wrap(text, parts)
  const weakProtectionAccepted = await confirmProtection(wrapped, parts)
  await saveWrappedKey(path, { ...wrapped, weakProtectionAccepted })
  return toKey(text)
}

/** Wraps and opens again at once: a key that cannot be read back must not encrypt anything. */
async function wrap(text: string, parts: KeychainParts): Promise<WrappedKey> {
  const wrapped = await parts.keychain.encryptStringAsync(text)
  const { result } = await parts.keychain.decryptStringAsync(wrapped)
  if (result !== text) {
    throw new StartError("The system's keychain did not give back what it was given.", 1)
  }
  return {
    version: 1,
    backend: parts.findBackend(),
    wrapped: wrapped.toString('base64'),
    weakProtectionAccepted: false,
  }
}

/** Tells about weak protection once and gives what to remember of the answer. */
async function confirmProtection(key: WrappedKey, parts: KeychainParts): Promise<boolean> {
  const wrapped = Buffer.from(key.wrapped, 'base64')
  if (!isWeaklyProtected({ platform: parts.platform, backend: key.backend, wrapped })) return false
  if (key.weakProtectionAccepted) return true
  if (await parts.questions.acceptWeakProtection()) return true
  throw new Declined('Weak protection of the master key was declined.')
}

function toKey(text: string): Uint8Array {
  return Buffer.from(text, 'base64')
}

function missing(path: string): StartError {
  return new StartError(
    `The master key ${path} is missing, and the data directory is encrypted with it. Put the file back from your backup, or name a key file with DOORWARD_MASTER_KEY_FILE.`,
    1,
  )
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path)
    return true
  } catch {
    return false
  }
}
