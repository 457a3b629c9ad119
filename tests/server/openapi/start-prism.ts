import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { makeTempDirectory } from '#support/temp-directory.ts'

const TOOL = resolve(
  import.meta.dirname,
  '../../../node_modules/@stoplight/prism-cli/dist/index.js',
)
const LISTENING = /listening on (http:\/\/127\.0\.0\.1:\d+)/

export interface Prism {
  readonly url: string
  close(): Promise<void>
}

/** Something that a request or an answer has and the document has not, or the other way round. */
export interface Deviation {
  readonly location: readonly string[]
  readonly severity: string
  readonly message: string
}

/**
 * Puts the validating proxy in front of a server whose authority it trusts. It passes everything on and notes deviations in a
 * header of the answer; its `--errors` would pass over undocumented statuses.
 */
export async function startPrism(
  document: object,
  upstream: string,
  trust: string,
): Promise<Prism> {
  const directory = await makeTempDirectory()
  const file = join(directory.path, 'openapi.json')
  await writeFile(file, JSON.stringify(document))
  const authorities = join(directory.path, 'trusted.pem')
  await writeFile(authorities, trust)
  const args = ['proxy', file, upstream, '--host', '127.0.0.1', '--port', '0', '--cors', 'false']
  const env = { PATH: process.env.PATH, NODE_EXTRA_CA_CERTS: authorities }
  const child = spawn(process.execPath, [TOOL, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env })
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    let output = ''
    const read = (text: string) => {
      output += text
      const [, found] = LISTENING.exec(output) ?? []
      if (found) resolve(found)
    }
    child.stdout.setEncoding('utf8').on('data', read)
    child.stderr.setEncoding('utf8').on('data', read)
    void ended.then(() => reject(new Error(`prism ended: ${output}`)))
  })
  return {
    url,
    async close() {
      child.kill('SIGKILL')
      await ended
      await directory.remove()
    },
  }
}

/** Reads what the proxy noted of a request and its answer. */
export function listDeviations(headers: Headers): readonly Deviation[] {
  return JSON.parse(headers.get('sl-violations') ?? '[]')
}
