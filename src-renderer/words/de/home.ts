import type { home as english } from '#renderer/words/en/home.ts'
import type { SameWords } from '#renderer/words/same-words.ts'

export const home: SameWords<typeof english> = {}
