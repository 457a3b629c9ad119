import { chmod, link, mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/** The part of an open file that the store uses. */
export interface OpenFile {
  read(
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesRead: number }>
  write(
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesWritten: number }>
  truncate(length: number): Promise<void>
  datasync(): Promise<void>
  sync(): Promise<void>
  stat(): Promise<{ readonly size: number }>
  close(): Promise<void>
}

/** The part of a file system that the store uses; errors carry Node's `code`. */
export interface Files {
  open(path: string, flags: string, mode: number): Promise<OpenFile>
  readFile(path: string): Promise<Buffer>
  readDirectory(path: string): Promise<readonly string[]>
  makeDirectory(path: string, mode: number): Promise<void>
  changeMode(path: string, mode: number): Promise<void>
  findMode(path: string): Promise<number>
  link(existing: string, path: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  unlink(path: string): Promise<void>
  syncDirectory(path: string): Promise<void>
}

export const FILE_MODE = 0o600
export const DIRECTORY_MODE = 0o700

/** The real file system. */
export const nodeFiles: Files = {
  open,
  readFile: (path) => readFile(path),
  readDirectory: (path) => readdir(path),
  makeDirectory,
  changeMode: chmod,
  findMode: async (path) => (await stat(path)).mode & 0o777,
  link,
  rename,
  unlink,
  syncDirectory,
}

/** Finds the `code` of a file system error. */
export function findErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

async function makeDirectory(path: string, mode: number): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode })
  if (first === undefined) return
  for (let made = resolve(path); made.length >= first.length; made = dirname(made)) {
    await syncDirectory(dirname(made)) // or a power failure may take the new directory away
  }
}

async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return // a directory cannot be opened there
  const directory = await open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}
