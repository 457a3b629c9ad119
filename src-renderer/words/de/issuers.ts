import type { issuers as english } from '#renderer/words/en/issuers.ts'
import type { SameWords } from '#renderer/words/same-words.ts'

export const issuers: SameWords<typeof english> = {}
