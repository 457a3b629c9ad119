import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { browserPath, launchBrowser } from '#support/launch-browser.ts'
import { createFilled } from './accounts.ts'
import type { Contestant } from './contestant.ts'
import type { BenchOptions } from './options.ts'
import { signIn } from './sign-in.ts'
import type { Installation } from './start-doorward.ts'
import { toMedian } from './statistics.ts'

const SIZES = [100, 20_000] as const
const MIB = 1024 * 1024
const IDLE_SECONDS = 10

/** Measures what people wait for in the window, with few accounts and with many. */
export async function benchWindow(options: BenchOptions): Promise<readonly object[]> {
  if (browserPath === undefined) return [{ what: 'There is no browser; nothing was measured.' }]
  const installations: Installation[] = []
  const browser = await launchBrowser()
  try {
    for (const size of SIZES) {
      installations.push(await createFilled(options.root, `${size} accounts`, size))
    }
    return await compareSizes(browser, installations, options)
  } finally {
    await browser.close()
    for (const installation of installations) await installation.remove()
  }
}

/** What was seen in one visit, by what it is and in which unit. */
type Visit = Readonly<Record<string, number>>

async function compareSizes(
  browser: Browser,
  installations: readonly Installation[],
  { rounds, isQuick }: BenchOptions,
): Promise<readonly object[]> {
  const contestants = await Promise.all(installations.map(({ start }) => start()))
  const visits = contestants.map((): Visit[] => [])
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, contestant] of contestants.entries()) {
      const { directory } = installations[at] ?? {}
      if (directory === undefined) continue
      visits[at]?.push(await visit(browser, contestant, { directory, isQuick }))
    }
  }
  await Promise.all(contestants.map(({ server }) => server.stop()))
  return Object.keys(visits[0]?.[0] ?? {}).map((what) => ({
    what,
    ...Object.fromEntries(
      SIZES.map((size, at) => [
        `${size} accounts`,
        toMedian((visits[at] ?? []).map((seen) => seen[what] ?? Number.NaN)),
      ]),
    ),
  }))
}

/** Comes with an empty cache, as somebody does for the first time. */
async function visit(
  browser: Browser,
  { server }: Contestant,
  { directory, isQuick }: { readonly directory: string; readonly isQuick: boolean },
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  try {
    await signIn(context, server.url, directory)
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    await devtools.send('Performance.enable')
    return {
      ...(await openHome(page, devtools, server.url)),
      ...(await openList(page, devtools)),
      ...(await rest(page, devtools, isQuick ? 1 : IDLE_SECONDS)),
      ...(await openAgain(context, server.url)),
    }
  } finally {
    await context.close()
  }
}

async function openHome(page: Page, devtools: CDPSession, url: string): Promise<Visit> {
  const readable = await time(() => open(page, url))
  const { firstPaint, scripts } = await page.evaluate(() => ({
    firstPaint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
    scripts: performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => name.endsWith('.js')),
  }))
  return {
    'first visit: first paint, ms': firstPaint ?? Number.NaN,
    'first visit: readable, ms': readable,
    'first visit: scripts, KiB gzipped': (await sizeOf(scripts)) / 1024,
    'heap of the start page, MiB': await readHeap(devtools),
  }
}

async function sizeOf(scripts: readonly string[]): Promise<number> {
  const sizes = scripts.map(async (url) => {
    const text = await (await fetch(url)).arrayBuffer()
    return gzipSync(text).byteLength
  })
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

async function openAgain(context: BrowserContext, url: string): Promise<Visit> {
  const page = await context.newPage()
  return { 'next visit: readable, ms': await time(() => open(page, url)) }
}

async function openList(page: Page, devtools: CDPSession): Promise<Visit> {
  const rows = page.getByRole('row').getByRole('link')
  const opened = await time(async () => {
    await page.getByRole('link', { name: 'Service accounts', exact: true }).click()
    await rows.first().waitFor()
  })
  const first = await rows.first().textContent()
  const paged = await time(async () => {
    await page.getByRole('button', { name: 'Next' }).click()
    await rows
      .filter({ hasNotText: first ?? '' })
      .first()
      .waitFor()
  })
  const searched = await time(async () => {
    await page.getByRole('searchbox').fill('group-0000/child-8/account-9')
    await rows.filter({ hasText: 'child-8/account-9' }).first().waitFor()
  })
  return {
    'list of accounts: opened, ms': opened,
    'list of accounts: next page, ms': paged,
    'list of accounts: searched, ms': searched,
    'heap with the list, MiB': await readHeap(devtools),
  }
}

/** What an open window costs while nobody does anything. */
async function rest(page: Page, devtools: CDPSession, seconds: number): Promise<Visit> {
  await page.getByRole('link', { name: 'Home', exact: true }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForTimeout(1000)
  const before = await readMetric(devtools, 'TaskDuration')
  await page.waitForTimeout(seconds * 1000)
  const busy = (await readMetric(devtools, 'TaskDuration')) - before
  return { 'nobody there: busy, ‰': (busy / seconds) * 1000 }
}

async function open(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByRole('heading', { level: 1 }).waitFor()
}

async function readHeap(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage')
  return (await readMetric(devtools, 'JSHeapUsedSize')) / MIB
}

async function readMetric(devtools: CDPSession, wanted: string): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN
}

async function time(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await act()
  return performance.now() - start
}
