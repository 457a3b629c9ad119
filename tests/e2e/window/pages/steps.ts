import type { Page } from 'playwright-core'

export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name }).first().click()
}

/** Presses a button that opens a dialog. */
export async function openDialog(page: Page, name: string): Promise<void> {
  await press(page, name)
  await page.getByRole('dialog').waitFor()
}

export async function openTab(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('tab', { name }).click()
}

/** Chooses an item of the page's menu that opens a dialog. */
export async function choose(page: Page, item: string): Promise<void> {
  await press(page, 'More actions')
  await page.getByRole('menuitem', { name: item }).click()
  await page.getByRole('dialog').waitFor()
}

/** Waits until nothing is loading and nothing moves any more. */
export async function settle(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('.MuiSkeleton-root, [role=progressbar]') === null &&
      document.getAnimations().every((animation) => animation.playState !== 'running'),
  )
}
