import { appendFile, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  aDataDirectory,
  type HeadlessProcess,
  inDirectory,
  runToEnd,
  startHeadless,
} from '#support/headless-process.ts'
import { readAuditChain } from '#support/read-audit-chain.ts'

interface Directory {
  readonly path: string
  readonly env: Record<string, string>
}

/** Runs a server that creates a group each time, and ends as told each time. */
async function aHistory(...ends: readonly NodeJS.Signals[]): Promise<Directory> {
  const path = await aDataDirectory()
  const env = { ...inDirectory(path), DOORWARD_LOG_LEVEL: 'info' }
  for (const [index, end] of ends.entries()) {
    const server = await startHeadless({ env })
    expect((await server.api('POST', '/groups', { name: `run-${index + 1}` })).status).toBe(201)
    await server.stop(end)
  }
  return { path, env }
}

const listGroups = async ({ api }: HeadlessProcess) =>
  (await api('GET', '/groups')).body.items.map((group: { path: string }) => group.path)

const namesIn = async (directory: Directory) => (await readdir(directory.path)).sort()

async function newestJournal(directory: Directory): Promise<string> {
  const names = (await namesIn(directory)).filter((name) => /^journal-\d+\.jsonl$/.test(name))
  return join(directory.path, names.at(-1) ?? '')
}

async function damage(path: string): Promise<void> {
  const bytes = await readFile(path)
  const middle = Math.floor(bytes.length / 2)
  bytes[middle] = (bytes[middle] ?? 0) ^ 1
  await writeFile(path, bytes)
}

describe('after a crash', () => {
  it('drops half a line at the end of the journal, with a warning and a copy', async () => {
    const directory = await aHistory('SIGKILL', 'SIGKILL')
    const journal = await newestJournal(directory)
    const lines = (await readFile(journal, 'utf8')).trimEnd().split('\n')
    const torn = lines.at(-1)?.slice(0, 60) ?? ''
    await appendFile(journal, torn)

    const server = await startHeadless({ env: directory.env })
    expect(await listGroups(server)).toEqual(['run-1', 'run-2'])
    expect(server.output.stderr).toMatch(/crash interrupted was dropped/)
    const [copy = ''] = (await namesIn(directory)).filter((name) => name.includes('.torn-'))
    expect(await readFile(join(directory.path, copy), 'utf8')).toBe(torn)
    expect((await server.api('POST', '/groups', { name: 'goes-on' })).status).toBe(201)
    await server.stop('SIGTERM')

    const next = await startHeadless({ env: directory.env })
    expect(await listGroups(next)).toEqual(['goes-on', 'run-1', 'run-2'])
    expect(next.output.stderr).not.toMatch(/dropped/)
  })

  it('drops a last line whose end was cut off, and only that', async () => {
    const directory = await aHistory('SIGKILL', 'SIGKILL')
    const journal = await newestJournal(directory)
    await truncate(journal, (await stat(journal)).size - 5)

    const server = await startHeadless({ env: directory.env })
    expect(await listGroups(server)).toEqual(['run-1'])
    expect(server.output.stderr).toMatch(/crash interrupted was dropped/)
  })

  it('cuts off half an audit event and goes on with the chain', async () => {
    const directory = await aHistory('SIGKILL')
    const file = join(directory.path, 'audit.jsonl')
    await appendFile(file, '{"sequence":2,"previous":"')

    const server = await startHeadless({ env: directory.env })
    expect(server.output.stderr).toMatch(/audit log ended in half a line/)
    expect((await server.api('POST', '/groups', { name: 'goes-on' })).status).toBe(201)
    await server.stop('SIGTERM')
    expect((await readAuditChain(file)).map(({ action }) => action)).toEqual([
      'groups.create',
      'groups.create',
    ])
  })
})

describe('with a damaged file', () => {
  it('takes the previous snapshot and the journal, says so loudly, and loses nothing', async () => {
    const directory = await aHistory('SIGTERM', 'SIGTERM', 'SIGKILL')
    await damage(join(directory.path, 'doorward.json'))

    const server = await startHeadless({ env: directory.env })
    expect(await listGroups(server)).toEqual(['run-1', 'run-2', 'run-3'])
    const errors = server.output.stderr
      .split('\n')
      .filter((line) => line.startsWith('{') && JSON.parse(line).level >= 50)
    expect(errors.join('\n')).toMatch(/damaged snapshot was set aside/)
    expect(errors.join('\n')).toMatch(/recovered; no acknowledged change is missing/)
    await server.stop('SIGTERM')

    const next = await startHeadless({ env: directory.env })
    expect(await listGroups(next)).toEqual(['run-1', 'run-2', 'run-3'])
    expect(next.output.stderr).not.toMatch(/damaged|recovered/)
  })

  it('refuses to start without any snapshot that can be read, and names the way out', async () => {
    const directory = await aHistory('SIGTERM', 'SIGTERM', 'SIGTERM')
    for (const name of ['doorward.json', 'doorward.previous.json']) {
      await damage(join(directory.path, name))
    }
    await expectRefusal(directory, /Restore doorward\.json or doorward\.previous\.json/)
  })

  it('refuses to start with a damaged change in the middle of the journal', async () => {
    const directory = await aHistory('SIGKILL', 'SIGKILL', 'SIGKILL')
    const journal = await newestJournal(directory)
    const lines = (await readFile(journal, 'utf8')).split('\n')
    const second = lines[1] ?? ''
    await writeFile(journal, lines.with(1, second.replace(/[0-9]/g, '7')).join('\n'))

    await expectRefusal(directory, /journal-\d+\.jsonl/)
  })
})

async function expectRefusal({ path, env }: Directory, words: RegExp): Promise<void> {
  const readAll = async () => {
    // The lock of a process that was killed is nobody's any more.
    const names = (await readdir(path)).filter((name) => name !== 'doorward.lock').sort()
    return Promise.all(names.map(async (name) => [name, await readFile(join(path, name), 'hex')]))
  }
  const before = await readAll()
  const exit = await runToEnd({ env: { ...env, DOORWARD_LOG_LEVEL: 'error' } })

  expect([exit.code, exit.stdout]).toEqual([1, ''])
  expect(exit.stderr).toMatch(/^doorward: [^\n]+\n$/)
  expect(exit.stderr).toMatch(words)
  expect(await readAll()).toEqual(before)
}
