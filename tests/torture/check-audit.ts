import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Caller } from '#support/caller.ts'
import type { HeadlessProcess } from '#support/headless-process.ts'

/**
 * Checks that the log tells of every change acknowledged since the last time, and is one chain. Where
 * the log could not be written, the event of a change that was durable already waits in memory and
 * bars all further ones; a kill takes it along, so each caller's last one may be missing then.
 */
export async function checkAudit(
  server: HeadlessProcess,
  callers: readonly Caller[],
  wasBroken: boolean,
): Promise<void> {
  const { body } = await server.api('GET', '/audit/verify')
  expect(body).toMatchObject({ ok: true })
  const told = await readTold(server.dataDirectory)
  for (const { holdings } of callers) {
    const certain = wasBroken ? holdings.told.slice(0, -1) : holdings.told
    for (const { action, target } of certain) {
      expect(told.has(`${action} ${target}`), `the event ${action} of ${target}`).toBe(true)
    }
    holdings.told = []
  }
}

async function readTold(directory: string): Promise<ReadonlySet<string>> {
  const names = (await readdir(directory)).filter((name) => /^audit(-\d+)?\.jsonl$/.test(name))
  const told = new Set<string>()
  // The one before as well: it may have been finished since the last time.
  for (const name of names.sort().slice(-2).concat('audit.jsonl')) {
    const file = await open(join(directory, name))
    for await (const line of file.readLines()) {
      if (!line.includes('"result":"ok"')) continue
      const { action, target } = JSON.parse(line)
      if (target) told.add(`${action} ${target.id}`)
    }
  }
  return told
}
