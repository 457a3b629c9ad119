import { randomBytes } from 'node:crypto'
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { aDataDirectory, inDirectory, runToEnd, startHeadless } from '#support/headless-process.ts'

/** Makes a data directory with a group in it, stopped cleanly. */
async function aUsedDirectory(more: Record<string, string> = {}) {
  const dataDirectory = await aDataDirectory()
  const env = { ...inDirectory(dataDirectory), DOORWARD_LOG_LEVEL: 'error', ...more }
  const server = await startHeadless({ env })
  expect((await server.api('POST', '/groups', { name: 'kept' })).status).toBe(201)
  await server.stop('SIGTERM')
  return { dataDirectory, env, keyFile: join(dataDirectory, 'master.key') }
}

async function readAll(directory: string): Promise<Record<string, string>> {
  const names = (await readdir(directory)).sort()
  const contents = names.map(async (name) => {
    const bytes = await readFile(join(directory, name))
    return [name, bytes.toString('base64')] as const
  })
  return Object.fromEntries(await Promise.all(contents))
}

async function expectKept(env: Record<string, string>): Promise<void> {
  const server = await startHeadless({ env })
  expect((await server.api('GET', '/groups/kept')).status).toBe(200)
  await server.stop('SIGTERM')
}

describe('without the right master key the server changes nothing and says so', () => {
  it('when the key is missing', async () => {
    const { dataDirectory, env, keyFile } = await aUsedDirectory()
    await rename(keyFile, `${dataDirectory}.key`)
    const before = await readAll(dataDirectory)

    const exit = await runToEnd({ env })
    expect([exit.code, exit.stdout]).toEqual([1, ''])
    expect(exit.stderr).toMatch(/^doorward: The master key [^\n]+ is missing[^\n]+\n$/)
    expect(await readAll(dataDirectory)).toEqual(before)

    await rename(`${dataDirectory}.key`, keyFile)
    await expectKept(env)
  })

  it.each([
    ['another key', randomBytes(32).toString('base64url'), /does not fit/],
    ['half a key', randomBytes(16).toString('base64url'), /does not hold a master key/],
    ['an empty file', '', /does not hold a master key/],
  ])('when the file holds %s', async (_, text, words) => {
    const { dataDirectory, env, keyFile } = await aUsedDirectory()
    const right = await readFile(keyFile)
    await writeFile(keyFile, text)
    const before = await readAll(dataDirectory)

    const exit = await runToEnd({ env })
    expect([exit.code, exit.stdout]).toEqual([1, ''])
    expect(exit.stderr).toMatch(/^doorward: [^\n]+\n$/)
    expect(exit.stderr).toMatch(words)
    expect(await readAll(dataDirectory)).toEqual(before)

    await writeFile(keyFile, right)
    await expectKept(env)
  })
})

describe('a master key that is kept elsewhere', () => {
  it.each(['base64', 'base64url', 'hex'] as const)(
    'is read from a file as %s',
    async (encoding) => {
      const key = `${await aDataDirectory()}.key`
      await writeFile(key, `${randomBytes(32).toString(encoding)}\n`)
      const { dataDirectory, env } = await aUsedDirectory({ DOORWARD_MASTER_KEY_FILE: key })

      await expect(stat(join(dataDirectory, 'master.key'))).rejects.toThrow('ENOENT')
      await expectKept(env)
      await rm(key)
      expect((await runToEnd({ env })).code).toBe(2)
    },
  )

  it('is not in the data directory in any form', async () => {
    const key = `${await aDataDirectory()}.key`
    const bytes = randomBytes(32)
    await writeFile(key, bytes)
    const { dataDirectory } = await aUsedDirectory({ DOORWARD_MASTER_KEY_FILE: key })

    for (const content of Object.values(await readAll(dataDirectory))) {
      const file = Buffer.from(content, 'base64')
      expect(file.includes(bytes)).toBe(false)
      for (const encoding of ['base64url', 'hex'] as const) {
        expect(file.includes(bytes.toString(encoding))).toBe(false)
      }
    }
  })
})
