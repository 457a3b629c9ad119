import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { toPagePolicy } from '#server/http/security-headers.ts'
import { APP_ORIGIN } from './app-scheme.ts'
import { toOrigin } from './to-origin.ts'

export interface WindowFiles {
  readonly root: string
  readonly createNonce: () => string
}

// Fixed, because the operating system's own table can be changed by any program (Windows registry).
const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

const PAGE = 'index.html'
const NONCE_PLACEHOLDER = '__CSP_NONCE__'

/** Answers requests for the built window from one folder, and for nothing outside it. */
export function serveWindowFiles(files: WindowFiles): (request: Request) => Promise<Response> {
  return async (request) => {
    if (toOrigin(request.url) !== APP_ORIGIN) return refuse(404)
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405)

    const name = toFileName(new URL(request.url).pathname)
    if (name === undefined) return refuse(404)
    if (name === PAGE) return answerPage(files)

    const bytes = await readIfThere(join(files.root, name))
    return bytes ? answer(bytes, extname(name)) : refuse(404)
  }
}

/** Gives the path below the root, undefined when it would leave it; routes of the window are the page. */
function toFileName(pathname: string): string | undefined {
  const decoded = decode(pathname)
  if (decoded === undefined || /[\\:\0]/.test(decoded)) return undefined

  const name = normalize(`.${decoded}`)
  if (name === '..' || name.startsWith(`..${sep}`)) return undefined
  return extname(name) === '' ? PAGE : name
}

function decode(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return undefined // a broken escape names no file
  }
}

async function answerPage({ root, createNonce }: WindowFiles): Promise<Response> {
  const page = await readIfThere(join(root, PAGE))
  if (!page) return refuse(404)
  const nonce = createNonce()
  return answer(new TextDecoder().decode(page).replaceAll(NONCE_PLACEHOLDER, nonce), '.html', {
    'Content-Security-Policy': toPagePolicy(nonce),
    'Cache-Control': 'no-store', // a nonce serves one answer
  })
}

function answer(
  body: string | Uint8Array<ArrayBuffer>,
  extension: string,
  more: Readonly<Record<string, string>> = {},
): Response {
  return new Response(body, {
    headers: {
      'Content-Type': mediaTypes[extension] ?? 'application/octet-stream',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      ...more,
    },
  })
}

function refuse(status: 404 | 405): Response {
  return new Response(null, { status, headers: { 'X-Content-Type-Options': 'nosniff' } })
}

async function readIfThere(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(path))
  } catch (cause) {
    if (isMissing(cause)) return undefined
    throw cause
  }
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    ['ENOENT', 'EISDIR', 'ENOTDIR'].includes(String(error.code))
  )
}
