// Runs the benchmarks, or those named on the command line: npm run bench -- store access
// --rounds and --seconds say how long, --quick tries whether all works, --json says where to write.
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '../..')
const known = (await readdir(import.meta.dirname))
  .filter((file) => file.endsWith('-bench.ts'))
  .map((file) => file.slice(0, -'-bench.ts'.length))
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    accounts: { type: 'string' },
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
})
const options = {
  root,
  isQuick: values.quick,
  rounds: Number(values.rounds ?? (values.quick ? 1 : 11)),
  seconds: Number(values.seconds ?? (values.quick ? 0.5 : 2)),
  accounts: values.accounts === undefined ? undefined : Number(values.accounts),
}
const asked = positionals.map((name) => name.replace(/(-bench)?(\.ts)?$/, ''))
const unknown = asked.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}; there are ${known.join(', ')}.`)
  process.exit(2)
}

console.log(`Node ${process.version}, ${availableParallelism()} cores`)
const results = { node: process.version, cores: availableParallelism(), options }
for (const name of asked.length > 0 ? asked : known) {
  const rows = await run(name)
  results[name] = rows
  console.log(`\n${name}\n${toTable(rows)}`)
}
const file = values.json ?? join(await mkdtemp(join(tmpdir(), 'doorward-bench-')), 'results.json')
await writeFile(file, `${JSON.stringify(results, undefined, 2)}\n`)
console.log(`\nThe figures as JSON: ${file}`)
process.exit()

/** Bundles a benchmark to plain JavaScript, inside the project so that it finds its packages. */
async function run(name) {
  const directory = join(root, 'out', 'bench')
  await mkdir(directory, { recursive: true })
  const outDir = await mkdtemp(join(directory, `${name}-`))
  try {
    await build({
      root,
      configFile: false,
      logLevel: 'warn',
      build: {
        ssr: join(import.meta.dirname, `${name}-bench.ts`),
        outDir,
        rolldownOptions: { output: { entryFileNames: 'bench.mjs' } },
      },
    })
    const bench = await import(pathToFileURL(join(outDir, 'bench.mjs')).href)
    const [start] = Object.entries(bench).filter(([exported]) => exported.startsWith('bench'))
    return await start[1](options)
  } finally {
    await rm(outDir, { recursive: true, force: true })
  }
}

/** Aligns rows of the same shape under their names; figures to the right. */
function toTable(rows) {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const lines = [names, ...rows.map((row) => names.map((name) => toText(row[name])))]
  const widths = names.map((_, at) => Math.max(...lines.map((line) => line[at].length)))
  const isFigure = names.map((name) => rows.every((row) => typeof row[name] !== 'string'))
  return lines
    .map((line) =>
      line
        .map((cell, at) => (isFigure[at] ? cell.padStart(widths[at]) : cell.padEnd(widths[at])))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function toText(value) {
  if (value === undefined || value === null) return '–'
  if (typeof value !== 'number') return String(value)
  if (Number.isInteger(value)) return String(value)
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}
