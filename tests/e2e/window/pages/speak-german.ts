import type { Page } from 'playwright-core'
import { settle } from './steps.ts'

/**
 * Turns an open page to German as a choice in a second window of the browser would, so that its
 * state stays; tells the words that did not change.
 */
export async function speakGerman(page: Page): Promise<readonly string[]> {
  const before = await listWords(page)
  await choose(page, 'de')
  await page.locator('html[lang=de]').waitFor()
  await settle(page)
  const after = new Set(await listWords(page))
  // The next place begins in English again.
  await keep(page, 'en')
  return before.filter((word) => after.has(word))
}

async function choose(page: Page, language: string): Promise<void> {
  await keep(page, language)
  await page.evaluate(() => window.dispatchEvent(new StorageEvent('storage')))
}

function keep(page: Page, language: string): Promise<void> {
  return page.evaluate((kept) => localStorage.setItem('doorward.language', kept), language)
}

/** Every text with a word in it, of elements and of their labels. */
function listWords(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const texts: string[] = []
    while (walker.nextNode()) texts.push(walker.currentNode.textContent ?? '')
    const labelled = [...document.querySelectorAll('[aria-label], [title], [placeholder]')]
    const labels = labelled.flatMap((element) =>
      ['aria-label', 'title', 'placeholder'].map((name) => element.getAttribute(name) ?? ''),
    )
    const words = [...texts, ...labels].map((text) => text.trim())
    return [...new Set(words.filter((text) => /\p{L}{2}/u.test(text)))]
  })
}
