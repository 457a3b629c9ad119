import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Lists what is wrong with how a place looks and reads, each fault with the name of the place. */
export async function findFaults(page: Page, name: string): Promise<readonly string[]> {
  const faults = [...(await findWide(page)), ...(await findViolations(page))]
  return faults.map((fault) => `${name}: ${fault}`)
}

async function findWide(page: Page): Promise<readonly string[]> {
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  )
  return sideways ? ['scrolls sideways'] : []
}

async function findViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    // Safe: the line before has just put axe there.
    const { axe: runner } = window as unknown as { axe: typeof import('axe-core') }
    const results = await runner.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })
    return results.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
    )
  })
}
