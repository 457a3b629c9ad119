import { readdir, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { startTestServer } from '#support/start-test-server.ts'
import { makeTempDirectory } from '#support/temp-directory.ts'

/** Lists the files below a directory that this process has open. */
async function listOpen(directory: string): Promise<readonly string[]> {
  const handles = await readdir('/proc/self/fd')
  const paths = handles.map((handle) => readlink(`/proc/self/fd/${handle}`).catch(() => ''))
  return (await Promise.all(paths)).filter((path) => path.startsWith(directory))
}

it.skipIf(process.platform !== 'linux')('leaves no file open when it cannot listen', async () => {
  const first = await startTestServer()
  const directory = await makeTempDirectory()
  onTestFinished(async () => {
    await first.close()
    await directory.remove()
  })
  const options = {
    config: { port: Number(new URL(first.url).port) },
    dataDirectory: join(directory.path, 'data'),
  }
  await expect(startTestServer(options)).rejects.toThrow('Port')
  expect(await listOpen(directory.path)).toEqual([])
  expect(await listOpen(first.dataDirectory)).not.toEqual([])
})
