import type { access as english } from '#renderer/words/en/access.ts'
import type { SameWords } from '#renderer/words/same-words.ts'

export const access: SameWords<typeof english> = {}
