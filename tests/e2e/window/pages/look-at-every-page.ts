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
import { browserPath, openPage } from '#support/open-browser.ts'
import { access } from './access.ts'
import { accounts } from './accounts.ts'
import { attempts } from './attempts.ts'
import { audit } from './audit.ts'
import { fill } from './fill.ts'
import { findFaults } from './find-faults.ts'
import { frame } from './frame.ts'
import { groups } from './groups.ts'
import { home } from './home.ts'
import { issuers } from './issuers.ts'
import type { Place, Room } from './room.ts'
import { server } from './server.ts'
import { settings } from './settings.ts'
import { speakGerman } from './speak-german.ts'
import { settle } from './steps.ts'
import { tokens } from './tokens.ts'
import { trust } from './trust.ts'

const SCREENSHOTS = resolve(import.meta.dirname, '../../screenshots')

const rooms = {
  ...{ home, groups, accounts, tokens, trust, attempts, issuers },
  ...{ access, server, audit, settings, frame },
} satisfies Record<string, Room>

/** German words are the longest: what fits in them fits in English. */
const looks = {
  light: { theme: 'light', german: false },
  dark: { theme: 'dark', german: false },
  de: { theme: 'light', german: true },
} as const

/** Visits every page in one look, a test for each room; each look is a file, so that they run side by side. */
export function lookAtEveryPage(look: keyof typeof looks): void {
  describe.skipIf(browserPath === undefined)(`every page, ${look}`, () => {
    const shown = looks[look]
    it.each(Object.entries(rooms))(
      'of %s fits 1024×700, is accessible, and obeys the content policy',
      async (name, room) => {
        const server = await startFilled(room)
        const { page, complaints, requested } = await openPage({ theme: shown.theme })
        await page.goto(/http\S+#sign-in=\S+/.exec(server.output.stdout)?.[0] ?? '')
        await page.getByRole('heading', { level: 1 }).waitFor()
        await mkdir(SCREENSHOTS, { recursive: true })

        const faults: string[] = []
        const unchanged: string[] = []
        for (const place of room.places) {
          await visit(page, server, place)
          if (shown.german) unchanged.push(...(await speakGerman(page)))
          await page.screenshot({ path: `${SCREENSHOTS}/${place.name}-${look}.png` })
          faults.push(...(await findFaults(page, place.name)))
        }
        if (shown.german) await writeUnchanged(name, unchanged)

        expect(faults).toEqual([])
        // Signing out makes what was open answer "not signed in", a missing group "not found", and what
        // comes with Doorward refuses to be changed.
        const expected = /status of (?:401|403|404)/
        expect(complaints.filter((complaint) => !expected.test(complaint))).toEqual([])
        expect(requested.filter((url) => !url.startsWith(server.url))).toEqual([])
      },
    )
  })
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
