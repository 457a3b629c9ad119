import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'
import { makeTempDirectory } from './temp-directory.ts'

const run = promisify(execFile)

/** Mounts a file system of a few megabytes; gives the reason where that is not allowed. */
export async function mountSmallDisk(
  megabytes: number,
): Promise<{ readonly path: string } | { readonly refused: string }> {
  const directory = await makeTempDirectory()
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', directory.path])
  } catch (error) {
    await directory.remove()
    const [firstLine = ''] = String(error).split('\n').slice(-2)
    return { refused: firstLine }
  }
  onTestFinished(async () => {
    await run('umount', ['--lazy', directory.path])
    await directory.remove()
  })
  return { path: directory.path }
}
