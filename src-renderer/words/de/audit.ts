import type { audit as english } from '#renderer/words/en/audit.ts'
import type { SameWords } from '#renderer/words/same-words.ts'

export const audit: SameWords<typeof english> = {}
