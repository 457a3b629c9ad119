import type { tokens as english } from '#renderer/words/en/tokens.ts'
import type { SameWords } from '#renderer/words/same-words.ts'

export const tokens: SameWords<typeof english> = {}
