import { mkdir, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import {
  aDataDirectory,
  type HeadlessProcess,
  inDirectory,
  startHeadless,
} from '#support/headless-process.ts'
import { browserPath } from '#support/launch-browser.ts'
import { openPage } from '#support/open-browser.ts'
import { fill } from './fill.ts'
import { findFaintText, findFaults, findOverflow } from './find-faults.ts'
import type { Place, Room } from './room.ts'
import { speakGerman } from './speak-german.ts'
import { settle } from './steps.ts'

const SCREENSHOTS = resolve(import.meta.dirname, '../../screenshots')

/** Visits every page of some rooms, a test for each; they are spread over files that run side by side. */
export function lookAtEveryPage(rooms: Readonly<Record<string, Room>>): void {
  describe.skipIf(browserPath === undefined)('every page', () => {
    it.each(Object.entries(rooms))(
      'of %s fits 1024×700, is accessible, and obeys the content policy',
      async (name, room) => {
        const server = await startFilled(room)
        const { page, complaints, requested } = await openPage()
        await page.goto(/http\S+#sign-in=\S+/.exec(server.output.stdout)?.[0] ?? '')
        await page.getByRole('heading', { level: 1 }).waitFor()
        await mkdir(SCREENSHOTS, { recursive: true })

        const faults: string[] = []
        const unchanged: string[] = []
        for (const place of room.places) {
          await visit(page, server, place)
          const seen = await lookAt(page, place.name)
          faults.push(...seen.faults)
          unchanged.push(...seen.unchanged)
        }
        await writeUnchanged(name, unchanged)

        expect(faults).toEqual([])
        // Signing out makes what was open answer "not signed in", a missing group "not found", and what
        // comes with Doorward refuses to be changed; a form is refused, and another issuer asked about.
        const expected = /status of (?:400|401|403|404)/
        expect(complaints.filter((complaint) => !expected.test(complaint))).toEqual([])
        expect(requested.filter((url) => !url.startsWith(server.url))).toEqual([])
      },
    )
  })
}

/** Looks at an open place in all looks: getting there costs the most, and needs to be done once. */
async function lookAt(page: Page, place: string) {
  const picture = (look: string) => ({ path: `${SCREENSHOTS}/${place}-${look}.png` })
  await page.screenshot(picture('light'))
  const light = await findFaults(page, `${place}-light`)

  await turn(page, 'dark')
  await page.screenshot(picture('dark'))
  // Nothing but colours differs.
  const dark = await findFaintText(page, `${place}-dark`)
  await turn(page, 'light')

  // German words are the longest: what fits in them fits in English.
  const unchanged = await speakGerman(page)
  await page.screenshot(picture('de'))
  const german = await findFaults(page, `${place}-de`)
  const enlarged = await lookEnlarged(page, place)
  return { faults: [...light, ...dark, ...german, ...enlarged], unchanged }
}

/** Looks as at 1280×700 enlarged to 200 %, which halves what the window has to lay out in. */
async function lookEnlarged(page: Page, place: string): Promise<readonly string[]> {
  const usual = page.viewportSize()
  await page.setViewportSize({ width: 640, height: 350 })
  await settle(page)
  await page.screenshot({ path: `${SCREENSHOTS}/${place}-200.png` })
  const first = await findOverflow(page, `${place}-200`)
  // Menus find their new place a moment after the window got its size.
  if (first.length > 0) await page.waitForTimeout(1000)
  const faults = first.length > 0 ? await findOverflow(page, `${place}-200`) : first
  if (usual) await page.setViewportSize(usual)
  return faults
}

/** Changes the colours as the operating system does, and waits until the window has followed. */
async function turn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await page.locator(`html[data-color-scheme=${colorScheme}]`).waitFor()
  await settle(page)
}

/** Names and RFC words stay; anything else in this file, beside the screenshots, was forgotten. */
function writeUnchanged(room: string, words: readonly string[]): Promise<void> {
  return writeFile(`${SCREENSHOTS}/unchanged-${room}.txt`, [...new Set(words)].join('\n'))
}

async function startFilled(room: Room): Promise<HeadlessProcess> {
  const server = await startHeadless({
    args: ['--sign-in-link'],
    env: inDirectory(await aDataDirectory()),
  })
  await fill(server)
  await room.fill?.(server)
  return server
}

async function visit(page: Page, server: HeadlessProcess, place: Place): Promise<void> {
  await page.goto(server.url + place.path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await settle(page)
  if (!place.prepare) return
  await place.prepare(page, server)
  await settle(page)
}
