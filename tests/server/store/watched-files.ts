import { type Files, nodeFiles, type OpenFile } from '#server/store/files.ts'

export type Operation =
  | 'open'
  | 'read'
  | 'write'
  | 'truncate'
  | 'datasync'
  | 'sync'
  | 'stat'
  | 'link'
  | 'rename'
  | 'unlink'
  | 'syncDirectory'
  | 'readFile'

export interface FileCall {
  readonly operation: Operation
  readonly path: string
}

export interface WatchedFiles extends Files {
  readonly calls: FileCall[]
  /** Runs before each call; what it throws is what the store sees. */
  intercept: (call: FileCall) => unknown
  /** The most bytes that one write takes. */
  largestWrite: number
  count(operation: Operation): number
  /** How much of each file is known to be on the disk. */
  readonly synced: Map<string, number>
}

/** The real file system, which notes every call and fails where a test wants it to. */
export function watchFiles(): WatchedFiles {
  const calls: FileCall[] = []
  async function note(operation: Operation, path: string): Promise<void> {
    calls.push({ operation, path })
    await watched.intercept({ operation, path })
  }
  const synced = new Map<string, number>()
  const watched: WatchedFiles = {
    ...nodeFiles,
    calls,
    synced,
    intercept: () => undefined,
    largestWrite: Number.POSITIVE_INFINITY,
    count: (operation) => calls.filter((call) => call.operation === operation).length,
    async open(path, flags, mode) {
      await note('open', path)
      return watchFile(await nodeFiles.open(path, flags, mode), path)
    },
    async readFile(path) {
      await note('readFile', path)
      return nodeFiles.readFile(path)
    },
    async link(existing, path) {
      await note('link', path)
      await nodeFiles.link(existing, path)
    },
    async rename(from, to) {
      await note('rename', to)
      await nodeFiles.rename(from, to)
      synced.set(to, synced.get(from) ?? 0)
    },
    async unlink(path) {
      await note('unlink', path)
      await nodeFiles.unlink(path)
    },
    async syncDirectory(path) {
      await note('syncDirectory', path)
      await nodeFiles.syncDirectory(path)
    },
  }

  function watchFile(file: OpenFile, path: string): OpenFile {
    return {
      async read(buffer, offset, length, position) {
        await note('read', path)
        return file.read(buffer, offset, length, position)
      },
      async write(buffer, offset, length, position) {
        await note('write', path)
        return file.write(buffer, offset, Math.min(length, watched.largestWrite), position)
      },
      async truncate(length) {
        await note('truncate', path)
        await file.truncate(length)
        synced.set(path, Math.min(length, synced.get(path) ?? 0))
      },
      async datasync() {
        await note('datasync', path)
        const { size } = await file.stat()
        await file.datasync()
        synced.set(path, size)
      },
      async sync() {
        await note('sync', path)
        const { size } = await file.stat()
        await file.sync()
        synced.set(path, size)
      },
      async stat() {
        await note('stat', path)
        return file.stat()
      },
      close: () => file.close(),
    }
  }
  return watched
}

/** An error as Node gives it. */
export function anError(code: string): Error {
  return Object.assign(new Error(`${code}: as the test wants it`), { code })
}

/** Fails one operation on paths that contain a text, so many times. */
export function failOn(
  operation: Operation,
  part: string,
  code: string,
  times = Number.POSITIVE_INFINITY,
) {
  let left = times
  return (call: FileCall) => {
    if (call.operation !== operation || !call.path.includes(part) || left === 0) return
    left -= 1
    throw anError(code)
  }
}
