import type { BrowserContext, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { launchBrowser } from './launch-browser.ts'

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
  /** Takes certificates that no authority vouches for which the browser knows. */
  readonly ignoreHTTPSErrors?: boolean
}

/** Opens a page in a real browser; everything is closed when the test ends. */
export async function openPage(options: PageOptions = {}): Promise<OpenedPage> {
  const browser = await launchBrowser()
  onTestFinished(() => browser.close())
  const context = await browser.newContext({
    viewport: { width: 1024, height: 700 },
    colorScheme: options.theme ?? 'light',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    ignoreHTTPSErrors: options.ignoreHTTPSErrors ?? false,
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
