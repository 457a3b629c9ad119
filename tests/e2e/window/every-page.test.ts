import { mkdir } from 'node:fs/promises'
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
import { access } from './pages/access.ts'
import { accounts } from './pages/accounts.ts'
import { attempts } from './pages/attempts.ts'
import { audit } from './pages/audit.ts'
import { fill } from './pages/fill.ts'
import { findFaults } from './pages/find-faults.ts'
import { frame } from './pages/frame.ts'
import { groups } from './pages/groups.ts'
import { home } from './pages/home.ts'
import { issuers } from './pages/issuers.ts'
import type { Place, Room } from './pages/room.ts'
import { server } from './pages/server.ts'
import { settings } from './pages/settings.ts'
import { settle } from './pages/steps.ts'
import { tokens } from './pages/tokens.ts'
import { trust } from './pages/trust.ts'

const SCREENSHOTS = resolve(import.meta.dirname, '../screenshots')

const rooms = {
  ...{ home, groups, accounts, tokens, trust, attempts, issuers },
  ...{ access, server, audit, settings, frame },
} satisfies Record<string, Room>

describe.skipIf(browserPath === undefined).each(['light', 'dark'] as const)(
  'every page, %s',
  (theme) => {
    it.each(Object.entries(rooms))(
      'of %s fits 1024×700, is accessible, and obeys the content policy',
      async (_, room) => {
        const server = await startFilled(room)
        const { page, complaints, requested } = await openPage({ theme })
        await page.goto(/http\S+#sign-in=\S+/.exec(server.output.stdout)?.[0] ?? '')
        await page.getByRole('heading', { level: 1 }).waitFor()
        await mkdir(SCREENSHOTS, { recursive: true })

        const faults: string[] = []
        for (const place of room.places) {
          await visit(page, server, place)
          await page.screenshot({ path: `${SCREENSHOTS}/${place.name}-${theme}.png` })
          faults.push(...(await findFaults(page, place.name)))
        }

        expect(faults).toEqual([])
        // Signing out makes what was open answer "not signed in", and a missing group "not found".
        const expected = /status of (?:401|404)/
        expect(complaints.filter((complaint) => !expected.test(complaint))).toEqual([])
        expect(requested.filter((url) => !url.startsWith(server.url))).toEqual([])
      },
    )
  },
)

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
