import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** The browser that `npm test` found, or where Debian keeps one. */
export const browserPath = [process.env.DOORWARD_CHROMIUM, '/usr/bin/chromium'].find(
  (path): path is string => path !== undefined && path !== '' && existsSync(path),
)

/** Starts a browser without a window; throws where there is none. */
export function launchBrowser(): Promise<Browser> {
  if (browserPath === undefined) {
    throw new Error('There is no browser; name one with DOORWARD_CHROMIUM.')
  }
  return chromium.launch({
    executablePath: browserPath,
    // Root may not use the sandbox; the rest keeps the browser from calling home.
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
}
