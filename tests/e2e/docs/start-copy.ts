import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Starts an installed copy the way its systemd unit does, on any port; it is killed when the test ends. */
export async function startCopy(
  place: string,
): Promise<{ readonly url: string; readonly issuer: string }> {
  const unit = await readFile(join(place, 'systemd', 'doorward.service'), 'utf8')
  const [, program = ''] = /^ExecStart=\S+ (\S+)$/m.exec(unit) ?? []
  const written = [...unit.matchAll(/^Environment=(\w+)=(.*)$/gm)].map(
    ([, name = '', value = '']) => [
      name,
      value
        .replace('%S/doorward', join(place, 'data'))
        .replace('%d/master.key', join(place, 'etc/doorward/master.key')),
    ],
  )
  const file = await readFile(join(place, 'etc/doorward/doorward.env'), 'utf8')
  const kept = file
    .trim()
    .split('\n')
    .map((line) => line.split(/=(.*)/s).slice(0, 2))
  const child = spawn(process.execPath, [join(place, program)], {
    env: { ...Object.fromEntries([...written, ...kept]), DOORWARD_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  for await (const text of child.stdout.setEncoding('utf8')) {
    const [, url, issuer] = /^doorward ready url=(\S+) issuer=(\S+)/.exec(text) ?? []
    if (url !== undefined && issuer !== undefined) return { url, issuer }
  }
  throw new Error('The copy ended without being ready.')
}
