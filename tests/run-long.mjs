// Runs a project of tests for a while: npm run fuzz -- --minutes 30, npm run torture -- --minutes 10;
// the same again: --seed with what was printed.
import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

const root = resolve(import.meta.dirname, '..')
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
  },
})
for (const [name, value] of Object.entries(values)) {
  if (/^\d+(\.\d+)?$/.test(value)) continue
  console.error(`--${name} takes a number, such as --${name} 10.`)
  process.exit(2)
}

const [project, ...files] = positionals
console.log(`${project}: ${values.minutes} minutes from seed ${values.seed}`)
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const { status } = spawnSync(
  process.execPath,
  [
    ...[vitest, 'run', '--config', 'tests/vitest.config.ts', '--project', project],
    ...[`--sequence.seed=${Math.floor(Number(values.seed))}`, ...files],
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, DOORWARD_MINUTES: values.minutes, DOORWARD_SEED: values.seed },
  },
)
process.exit(status ?? 1)
