import type { trust as english } from '#renderer/words/en/trust.ts'
import type { SameWords } from '#renderer/words/same-words.ts'

export const trust: SameWords<typeof english> = {}
