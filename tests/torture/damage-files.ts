import { appendFile, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { runToEnd } from '#support/headless-process.ts'
import type { Random } from '#support/random.ts'

type Environment = Readonly<Record<string, string>>
type Damage = (directory: string, env: Environment) => Promise<boolean>

/** What a crash or a bad disk may leave behind, none of it acknowledged; false where it did not apply. */
const damages = {
  'half a change behind the journal': (directory) =>
    appendToNewest(directory, /^journal-\d+\.jsonl$/, '{"seq":999,"sum":"0123456789abcdef","dur'),
  'zeros behind the journal': (directory) =>
    appendToNewest(directory, /^journal-\d+\.jsonl$/, '\0'.repeat(4096)),
  'half an event behind the audit log': (directory) =>
    appendToNewest(directory, /^audit\.jsonl$/, '{"sequence":7,"previous":"'),
  'half an attempt behind the attempts': (directory) =>
    appendToNewest(directory, /^attempts\.jsonl$/, '{"id":"att_'),
  'an unfinished snapshot': async (directory) => {
    await writeFile(join(directory, 'doorward.json.1-abcdef12.tmp'), '{"doorward":1,', {
      mode: 0o600,
    })
    return true
  },
  'a snapshot full of zeros': (directory) => zero(directory, 'doorward.json'),
  'a previous snapshot full of zeros': (directory) => zero(directory, 'doorward.previous.json'),
  'a torn snapshot': async (directory) => {
    const path = join(directory, 'doorward.json')
    if (!(await isWhole(join(directory, 'doorward.previous.json')))) return false
    await truncate(path, Math.floor((await stat(path)).size * 0.7))
    return true
  },
  'a flipped bit in the middle of the journal': flipAndRestore,
} as const satisfies Record<string, Damage>

export type DamageName = keyof typeof damages

/** Damages the files of a server that was killed; tells what was done, if anything could be. */
export async function damageFiles(
  directory: string,
  env: Environment,
  random: Random,
): Promise<DamageName | undefined> {
  const name = random.pick(Object.keys(damages) as DamageName[])
  return (await damages[name](directory, env)) ? name : undefined
}

async function appendToNewest(directory: string, name: RegExp, text: string): Promise<boolean> {
  const newest = (await readdir(directory))
    .filter((each) => name.test(each))
    .sort()
    .at(-1)
  if (newest === undefined) return false
  await appendFile(join(directory, newest), text)
  return true
}

/** Only while the other generation is whole, else nothing could be recovered by anybody. */
async function zero(directory: string, name: string): Promise<boolean> {
  const both = ['doorward.json', 'doorward.previous.json'].map((each) => join(directory, each))
  if (!(await Promise.all(both.map(isWhole))).every(Boolean)) return false
  const path = join(directory, name)
  await writeFile(path, Buffer.alloc((await stat(path)).size))
  return true
}

/** Nothing can make up for a change in the middle; so the server must refuse, and touch nothing. */
async function flipAndRestore(directory: string, env: Environment): Promise<boolean> {
  const names = (await readdir(directory)).filter((each) => /^journal-\d+\.jsonl$/.test(each))
  const path = join(directory, names.sort().at(-1) ?? '')
  const whole = await readFile(path)
  const lines = whole.toString().split('\n')
  // The header, then changes that durable ones follow.
  if (lines.length < 30) return false
  const at = whole.indexOf('\n', whole.indexOf('\n') + 1) - 10
  const flipped = Buffer.from(whole)
  flipped[at] = (flipped[at] ?? 0) ^ 1
  await writeFile(path, flipped)

  const exit = await runToEnd({ env })
  expect([exit.code, exit.stdout]).toEqual([1, ''])
  expect(exit.stderr).toMatch(/journal-\d+\.jsonl/)
  expect((await readFile(path)).equals(flipped)).toBe(true)
  await writeFile(path, whole)
  return true
}

/** There, and not yet full of zeros: what was damaged is only replaced by the next snapshots. */
async function isWhole(path: string): Promise<boolean> {
  const bytes = await readFile(path).catch(() => undefined)
  return bytes?.[0] === '{'.charCodeAt(0)
}
