import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { defaultTokenSettings } from '#server/domain/token-settings.ts'
import { newId } from '#server/ids.ts'
import type { Transaction } from '#server/store/collections.ts'
import { inDirectory, startHeadless } from '#support/headless-process.ts'
import { browserPath } from '#support/launch-browser.ts'
import { openPage } from '#support/open-browser.ts'
import { aDirectory, openStoreIn } from '#support/temporary-store.ts'

const GROUPS = 200
const ACCOUNTS_IN_EACH = 100

describe.skipIf(browserPath === undefined)('a list of 20,000 accounts', () => {
  it('is shown, searched, ordered and paged by one question each', async () => {
    const directory = await aDirectory()
    await fill(directory)
    const server = await startHeadless({
      args: ['--sign-in-link'],
      env: inDirectory(directory),
    })
    const { page, complaints, requested } = await openPage()
    await page.goto(/http\S+#sign-in=\S+/.exec(server.output.stdout)?.[0] ?? '')
    await page.getByRole('heading', { level: 1 }).waitFor()
    // The start page asks for accounts too, for its first steps.
    await page.goto(`${server.url}/groups`)
    await page.getByRole('heading', { level: 1, name: 'Groups' }).waitFor()
    const took: Record<string, number> = {}
    const measure = async (step: string, act: () => Promise<unknown>, sign: string) => {
      const questions = countQuestions(requested)
      const start = performance.now()
      await act()
      await page.getByRole('link', { name: sign }).waitFor()
      took[step] = Math.round(performance.now() - start)
      expect(countQuestions(requested) - questions, step).toBe(1)
    }

    const list = page.getByRole('link', { name: 'Service accounts' })
    await measure('open', () => list.click(), 'group-000/account-000')
    await measure('next page', () => press(page, 'Next'), 'group-000/account-050')
    await measure(
      'search',
      () => page.getByRole('searchbox').fill('group-199/account-099'),
      'group-199/account-099',
    )
    await page.getByRole('button', { name: 'Clear search' }).click()
    // Back where the search began, on the second page.
    await page.getByRole('link', { name: 'group-000/account-050' }).waitFor()
    await measure('filter', () => press(page, /Unused for 90 days/), 'group-100/account-000')
    const ordered = () => page.getByRole('columnheader', { name: 'Secret expires' }).click()
    await measure('order', ordered, 'group-199/account-099')

    console.log(`20,000 accounts, milliseconds: ${JSON.stringify(took)}`)
    expect(complaints).toEqual([])
  })
})

function countQuestions(requested: readonly string[]): number {
  return requested.filter((url) => /serviceAccounts/.test(url)).length
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name }).click()
}

async function fill(directory: string): Promise<void> {
  const store = await openStoreIn(directory)
  for (let number = 0; number < GROUPS; number++) {
    await store.change((tx) => putGroup(tx, number))
  }
  await store.close()
}

const DAY_MS = 86_400_000
const now = Date.now()
const actor = { kind: 'administrator', id: 'administrator', name: 'Administrator' } as const
const history = { createdBy: actor, updatedAt: now, updatedBy: actor, version: 1 }

/** The first half of the groups is young; the last account's secret ends first. */
function putGroup(tx: Transaction, number: number): void {
  const createdAt = number < GROUPS / 2 ? now : now - 100 * DAY_MS
  const name = `group-${toDigits(number)}`
  const groupId = newId('grp')
  tx.groups.put({
    ...{ id: groupId, path: name, name, parentId: null, description: '', createdAt },
    ...history,
  })
  for (let each = 0; each < ACCOUNTS_IN_EACH; each++) {
    const id = newId('sa')
    const accountName = `account-${toDigits(each)}`
    tx.serviceAccounts.put({
      ...{ id, kind: 'group', path: `${name}/${accountName}`, name: accountName, groupId },
      ...{ description: 'Does this and that', labels: {}, disabled: false },
      ...{ clientCredentialsEnabled: true, tokenSettings: defaultTokenSettings, createdAt },
      ...history,
    })
    tx.clientSecrets.put({
      ...{ id: newId('sec'), accountId: id, hash: 'x'.repeat(43), hint: 'abcd' },
      ...{ createdAt, createdBy: actor },
      expiresAt: now + 90 * DAY_MS - (number * ACCOUNTS_IN_EACH + each) * 1000,
    })
  }
}

function toDigits(number: number): string {
  return String(number).padStart(3, '0')
}
