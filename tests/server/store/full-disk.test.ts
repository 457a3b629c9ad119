import { execFile } from 'node:child_process'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import { StorageError } from '#server/store/store-errors.ts'
import { aDirectory, aGroup, openCopy, openStore, type SampleStore } from './sample-store.ts'

const run = promisify(execFile)
const note = 'x'.repeat(2000)

/** Mounts a file system of 256 KiB; a reason if this machine does not let us. */
async function mountSmallDisk(): Promise<{ path: string } | { reason: string }> {
  const path = join(await aDirectory(), 'disk')
  await mkdir(path)
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', path])
  } catch (error) {
    return { reason: `a small disk cannot be mounted here: ${String(error)}` }
  }
  onTestFinished(async () => void (await run('umount', ['-l', path])))
  return { path }
}

function putGroup(store: SampleStore, number: number) {
  return store.change((tx) => tx.groups.put(aGroup(number, { note })))
}

/** Puts groups until the disk is full; returns how many were acknowledged. */
async function fill(store: SampleStore) {
  for (let number = 0; ; number++) {
    const outcome = await putGroup(store, number).catch((error: unknown) => error)
    if (outcome === undefined) continue
    expect(outcome).toBeInstanceOf(StorageError)
    expect(String(outcome)).toContain('the disk is full (ENOSPC)')
    return number
  }
}

it('says that the disk is full, keeps what was acknowledged and goes on once there is room', async (context) => {
  const disk = await mountSmallDisk()
  if ('reason' in disk) return context.skip(disk.reason)
  const ballast = join(disk.path, 'ballast')
  await writeFile(ballast, Buffer.alloc(100 * 1024))
  const directory = join(disk.path, 'data')
  const store = await openStore(directory)
  const acknowledged = await fill(store)
  expect(acknowledged).toBeGreaterThan(10)
  expect(store.read.groups.size).toBe(acknowledged)
  expect((await openCopy(directory)).read.groups.size).toBe(acknowledged)

  await expect(store.snapshot()).rejects.toThrow('the disk is full')
  expect((await readdir(directory)).filter((name) => name.endsWith('.tmp'))).toEqual([])
  expect(store.health).toEqual({ state: 'ok' })

  await rm(ballast)
  await putGroup(store, acknowledged)
  expect((await openCopy(directory)).read.groups.size).toBe(acknowledged + 1)
  await store.close()
  expect((await openStore(directory)).read.groups.size).toBe(acknowledged + 1)
})

it('refuses to start on a full disk in plain words, and loses nothing by it', async (context) => {
  const disk = await mountSmallDisk()
  if ('reason' in disk) return context.skip(disk.reason)
  const directory = join(disk.path, 'data')
  const store = await openStore(directory)
  const acknowledged = await fill(store)
  await store.close()
  const ballast = join(disk.path, 'ballast')
  await expect(writeFile(ballast, Buffer.alloc(300 * 1024))).rejects.toThrow('ENOSPC')

  const opening = openStore(directory)
  await expect(opening).rejects.toMatchObject({ code: 'storage_unavailable' })
  await expect(opening).rejects.toThrow('the disk is full (ENOSPC)')
  await rm(ballast)
  expect((await openStore(directory)).read.groups.size).toBe(acknowledged)
})
