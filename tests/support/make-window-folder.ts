import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Makes a folder like that of a built window, with a file beside it that nobody may get. */
export async function makeWindowFolder(directory: string): Promise<string> {
  const folder = join(directory, 'window')
  await mkdir(join(folder, 'assets'), { recursive: true })
  await writeFile(join(directory, 'package.json'), '{"beside":"the window"}')
  await writeFile(join(folder, 'private.txt'), 'in the window folder, but no asset')
  await writeFile(join(folder, 'assets', '.hidden'), 'private, though among the assets')
  await writeFile(join(folder, 'assets', 'app-1a2b3c.js'), 'globalThis.started = true\n')
  await writeFile(
    join(folder, 'index.html'),
    `<!doctype html><title>Doorward</title>
<meta property="csp-nonce" nonce="__CSP_NONCE__">
<script type="module" nonce="__CSP_NONCE__" src="/assets/app-1a2b3c.js"></script>
`,
  )
  return folder
}
