import { APP_ORIGIN, APP_PAGE } from './app-scheme.ts'
import { toOrigin } from './to-origin.ts'

export interface WindowPage {
  readonly url: string
  readonly origin: string
  /** The page comes from the development server, and developer tools are offered. */
  readonly development: boolean
}

interface PageSource {
  readonly isPackaged: boolean
  readonly developmentUrl: string | undefined
}

/** Decides what the window shows: the built files, or in development a server on this machine. */
export function findWindowPage({ isPackaged, developmentUrl }: PageSource): WindowPage {
  const origin = developmentUrl === undefined ? undefined : toOrigin(developmentUrl)
  if (isPackaged || developmentUrl === undefined || origin === undefined || !isLoopback(origin)) {
    return { url: APP_PAGE, origin: APP_ORIGIN, development: false }
  }
  return { url: developmentUrl, origin, development: true }
}

function isLoopback(origin: string): boolean {
  const { protocol, hostname } = new URL(origin)
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}
