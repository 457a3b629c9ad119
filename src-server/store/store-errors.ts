import { findErrorCode } from './files.ts'

export type StorageErrorCode =
  | 'storage_unavailable'
  | 'storage_read_only'
  | 'storage_closed'
  | 'storage_damaged'
  | 'storage_locked'
  | 'schema_newer'
  | 'schema_migration_missing'

/** Says in plain words why the store could not do something; `code` is stable. */
export class StorageError extends Error {
  readonly code: StorageErrorCode

  constructor(code: StorageErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options)
    this.name = 'StorageError'
    this.code = code
  }
}

/** The process that holds a data directory, as its lock file tells it. */
export interface LockHolder {
  readonly pid: number
  readonly startedAt: string | undefined
  readonly host: string
  readonly what: string
  readonly since: string
}

/** Another process works on the data directory; `holder` says which. */
export class StoreLockedError extends StorageError {
  readonly holder: LockHolder

  constructor(holder: LockHolder, message: string) {
    super('storage_locked', message)
    this.name = 'StoreLockedError'
    this.holder = holder
  }
}

/** Two records of a collection would share the key of a unique index. */
export class UniqueViolationError extends Error {
  readonly collection: string
  readonly index: string
  readonly key: string

  constructor(collection: string, index: string, key: string) {
    super(`Another record of ${collection} has the same ${index}: "${key}".`)
    this.name = 'UniqueViolationError'
    this.collection = collection
    this.index = index
    this.key = key
  }
}

/** A snapshot file is not what was written. */
export class SnapshotDamagedError extends Error {
  constructor(path: string, reason: string) {
    super(`${path} is damaged: ${reason}`)
    this.name = 'SnapshotDamagedError'
  }
}

/** Refuses a change because an earlier failure could not be undone on the disk. */
export function toReadOnlyError(reason: string, cause?: unknown): StorageError {
  const message = `Nothing can be changed until Doorward is started again: ${reason}.`
  return new StorageError('storage_read_only', message, { cause })
}

const plainWords: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EIO: 'the disk reported an input/output error',
  EACCES: 'permission was denied',
  EPERM: 'the operation is not permitted',
  EMFILE: 'this process has too many files open',
  ENFILE: 'the system has too many files open',
  ENOENT: 'a file or directory is missing',
  EBUSY: 'the file is in use by another program',
}

/** Explains a file system error in plain words, with its code. */
export function toPlainWords(error: unknown): string {
  const code = findErrorCode(error)
  const words = code === undefined ? undefined : plainWords[code]
  if (words !== undefined) return `${words} (${code})`
  return error instanceof Error ? error.message : String(error)
}
