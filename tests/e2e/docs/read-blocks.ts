import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** A block of code in a document. */
export interface Block {
  readonly document: string
  readonly language: string
  readonly text: string
}

export const ROOT = resolve(import.meta.dirname, '../../..')

/** Lists the blocks of code of a document, in order. */
export function readBlocks(document: string): readonly Block[] {
  const text = readFileSync(resolve(ROOT, document), 'utf8')
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)\n```$/gm)].map(
    ([, language = '', block = '']) => ({
      document,
      language,
      text: block,
    }),
  )
}

/** Finds the one block that contains a text; throws when there is none, or more than one. */
export function findBlock(document: string, text: string): string {
  const found = readBlocks(document).filter((block) => block.text.includes(text))
  if (found.length !== 1) throw new Error(`${document} has ${found.length} blocks with ${text}.`)
  return found[0]?.text ?? ''
}
