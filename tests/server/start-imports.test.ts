import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')
const ROOMS = { '#server/': 'src-server/', '#contract/': 'src-server/contract/' }
/** What is imported for its values; types are gone at run time, and `import()` waits to be asked. */
const STATIC_IMPORT = /^(?:import|export) (?!type )[^;]*?from '([^']+)'/gm

/** Lists the packages that are loaded with a module, and its own files, before anything else runs. */
async function listLoaded(entry: string): Promise<ReadonlySet<string>> {
  const seen = new Set<string>()
  async function follow(file: string): Promise<void> {
    if (seen.has(file)) return
    seen.add(file)
    const text = await readFile(join(ROOT, file), 'utf8')
    for (const [, name = ''] of text.matchAll(STATIC_IMPORT)) {
      const own = toOwnFile(file, name)
      if (own) await follow(own)
      else seen.add(name)
    }
  }
  await follow(entry)
  return seen
}

function toOwnFile(from: string, name: string): string | undefined {
  if (name.startsWith('./')) return join(dirname(from), name)
  const room = Object.entries(ROOMS).find(([prefix]) => name.startsWith(prefix))
  return room && name.replace(room[0], room[1])
}

it('starts without what only the management API, monitoring and fetched keys need', async () => {
  const loaded = await listLoaded('src-server/headless.ts')
  expect(loaded).toContain('src-server/oauth/token-endpoint.ts')
  const late = [...loaded].filter((name) =>
    /^(?:express|prom-client|node:https|@orpc\/|src-server\/(?:contract\/contract|operations\/router)\.ts)/.test(
      name,
    ),
  )
  expect(late).toEqual([])
})
