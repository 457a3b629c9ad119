import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createPlainServer } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { makeTempDirectory } from '#support/temp-directory.ts'
import { runShell } from './run-shell.ts'

export interface NginxParts {
  /** Where Doorward listens. */
  readonly server: string
  /** The documented server that does TLS, and the documented locations of a guarded one. */
  readonly proxy: string
  readonly guard: string
}

export interface Nginx {
  /** Asks as one of the two servers; throws with the status when that is an error. */
  curl(
    path: string,
    options: { readonly as: string; readonly authorization?: string },
  ): Promise<string>
}

/** Starts nginx with what a document shows, on free ports and with files of its own. */
export async function startNginx({ server, proxy, guard }: NginxParts): Promise<Nginx> {
  const { path, remove } = await makeTempDirectory()
  onTestFinished(remove)
  const [tls, plain, inside] = [await findPort(), await findPort(), await startInside()]
  await runShell(
    `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=doorward.acme.example -addext subjectAltName=DNS:doorward.acme.example -keyout ${path}/doorward.key -out ${path}/doorward.crt 2>/dev/null`,
  )
  const own = (text: string) => text.replaceAll('http://127.0.0.1:7420', server)
  const guarded = own(guard).replace('http://127.0.0.1:8080', inside)
  await writeFile(
    join(path, 'nginx.conf'),
    `pid ${path}/pid; error_log ${path}/error.log; daemon off; master_process off;
events {}
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${path}/${name};`).join(' ')}
  ${own(proxy).replace('443', `127.0.0.1:${tls}`).replaceAll('/etc/ssl', path)}
  server { listen 127.0.0.1:${plain}; ${guarded} }
}`,
  )
  const nginx = spawn('nginx', ['-c', join(path, 'nginx.conf'), '-e', join(path, 'error.log')], {
    stdio: 'inherit',
  })
  onTestFinished(async () => {
    nginx.kill('SIGTERM')
    await once(nginx, 'exit')
  })
  await runShell(
    `curl -s --retry 50 --retry-connrefused --retry-delay 1 http://127.0.0.1:${plain}/ -o /dev/null`,
  )
  return {
    curl: (place, { as, authorization }) =>
      runShell(
        as === 'guarded'
          ? `curl -sSf -H "Authorization: ${authorization}" http://127.0.0.1:${plain}${place}`
          : `curl -sSf --cacert ${path}/doorward.crt --resolve ${as}:${tls}:127.0.0.1 https://${as}:${tls}${place}`,
      ),
  }
}

/** What the guarded server stands in front of. */
async function startInside(): Promise<string> {
  const server = createServer((_, response) => void response.end('inside'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  // Safe: a server that listens on a host and port has an address of this kind.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function findPort(): Promise<number> {
  const server = createPlainServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // Safe: as above.
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
