import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { onTestFinished } from 'vitest'

/** The browser that `npm test` found, or where Debian keeps one. */
export const browserPath = [process.env.DOORWARD_CHROMIUM, '/usr/bin/chromium'].find(
  (path): path is string => path !== undefined && path !== '' && existsSync(path),
)

export interface OpenedPage {
  readonly page: Page
  readonly context: BrowserContext
  /** What the browser complained about: violations of the content policy, failed scripts, errors. */
  readonly complaints: readonly string[]
  /** Every address that was asked for, to see that none is outside. */
  readonly requested: readonly string[]
}

export interface PageOptions {
  readonly theme?: 'light' | 'dark'
  readonly permissions?: readonly string[]
  readonly origin?: string
}

/** Opens a page in a real browser; everything is closed when the test ends. */
export async function openPage(options: PageOptions = {}): Promise<OpenedPage> {
  const browser = await launch()
  onTestFinished(() => browser.close())
  const context = await browser.newContext({
    viewport: { width: 1024, height: 700 },
    colorScheme: options.theme ?? 'light',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  })
  if (options.permissions && options.origin) {
    await context.grantPermissions([...options.permissions], { origin: options.origin })
  }
  const page = await context.newPage()
  const complaints: string[] = []
  const requested: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => requested.push(request.url()))
  return { page, context, complaints, requested }
}

function launch(): Promise<Browser> {
  if (browserPath === undefined) throw new Error('There is no browser; these tests are skipped.')
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
