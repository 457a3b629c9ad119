import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Lists what is wrong with how a place looks and reads, each fault with the name of the place. */
export async function findFaults(page: Page, name: string): Promise<readonly string[]> {
  const faults = [
    ...(await findWide(page)),
    ...(await findCut(page)),
    ...(await findUnworded(page)),
    ...(await findViolations(page)),
  ]
  return faults.map((fault) => `${name}: ${fault}`)
}

/** Lists what a change of colours alone may spoil. */
export async function findFaintText(page: Page, name: string): Promise<readonly string[]> {
  const faults = await findViolations(page, ['color-contrast', 'link-in-text-block'])
  return faults.map((fault) => `${name}: ${fault}`)
}

/** Lists what does not fit into a window that is enlarged to 200 % (WCAG 1.4.10). */
export async function findOverflow(page: Page, name: string): Promise<readonly string[]> {
  const faults = [...(await findWide(page)), ...(await findCut(page)), ...(await findHidden(page))]
  return faults.map((fault) => `${name}: ${fault}`)
}

/** Pages and dialogs that are wider than what is shown of them, and cannot be moved sideways. */
function findHidden(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('main, [role=dialog], .MuiDialogContent-root')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map((element) => `${element.tagName} hides what is beyond its right edge`),
  )
}

async function findWide(page: Page): Promise<readonly string[]> {
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  )
  return sideways ? ['scrolls sideways'] : []
}

/** Buttons whose words do not fit into them, or that stand outside the window. */
function findCut(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement))
    const isOutside = (element: Element) => {
      const { left, right } = element.getBoundingClientRect()
      return left < -1 || right > window.innerWidth + 1
    }
    return [...document.querySelectorAll('button, [role=tab], [role=menuitem], a.MuiButton-root')]
      .filter((element) => element.checkVisibility() && element.clientWidth > 1)
      .filter(
        (element) =>
          element.scrollWidth > element.clientWidth + 1 ||
          (isOutside(element) && !scrolls(element.parentElement)),
      )
      .map((element) => `is cut: ${element.textContent || element.getAttribute('aria-label')}`)
  })
}

/** Keys that no catalogue has, and values that were not filled in. */
function findUnworded(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const attributes = ['aria-label', 'title', 'placeholder', 'alt']
    const labelled = [...document.querySelectorAll(attributes.map((name) => `[${name}]`).join())]
    const said = labelled.flatMap((element) => attributes.map((name) => element.getAttribute(name)))
    return [document.title, document.body.innerText, ...said]
      .flatMap((text) => text?.match(/⟦.*?⟧|\{\{\w+\}\}/g) ?? [])
      .map((text) => `is not worded: ${text}`)
  })
}

const ALL_RULES = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']

async function findViolations(page: Page, runOnly = ALL_RULES): Promise<readonly string[]> {
  if (await page.evaluate(() => !('axe' in window))) await page.evaluate(axe)
  return page.evaluate(async (only) => {
    // Safe: axe was put there before.
    const { axe: runner } = window as unknown as { axe: typeof import('axe-core') }
    const results = await runner.run({ runOnly: only, resultTypes: ['violations'] })
    return results.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
    )
  }, runOnly)
}
