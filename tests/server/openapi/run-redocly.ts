import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { makeTempDirectory } from '#support/temp-directory.ts'

const TOOL = resolve(import.meta.dirname, '../../../node_modules/@redocly/cli/bin/cli.js')
const CONFIG = join(import.meta.dirname, 'redocly.yaml')

/** Lints an OpenAPI document and tells what is wrong with it, one line each. */
export async function runRedocly(document: object): Promise<readonly string[]> {
  const directory = await makeTempDirectory()
  try {
    const file = join(directory.path, 'openapi.json')
    await writeFile(file, JSON.stringify(document))
    const output = await run(['lint', file, '--config', CONFIG, '--format', 'json'])
    const { problems }: { problems: readonly Problem[] } = JSON.parse(output)
    return problems.map(toLine)
  } finally {
    await directory.remove()
  }
}

interface Problem {
  readonly severity: string
  readonly ruleId: string
  readonly message: string
  readonly location: readonly { readonly pointer?: string }[]
}

function toLine({ severity, ruleId, message, location }: Problem): string {
  return `${severity} ${ruleId}: ${message} (${location[0]?.pointer ?? ''})`
}

/** It ends with 1 when it found something, which is an answer like any other. */
async function run(args: readonly string[]): Promise<string> {
  const quiet = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  const options = { env: { ...process.env, ...quiet }, maxBuffer: 64 * 1024 * 1024 }
  const ended = await promisify(execFile)(process.execPath, [TOOL, ...args], options).catch(
    (error: { readonly stdout?: string }) => error,
  )
  if (!ended.stdout) throw new Error('the linter did not answer', { cause: ended })
  return ended.stdout
}
