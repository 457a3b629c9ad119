import type { attempts as english } from '#renderer/words/en/attempts.ts'
import type { SameWords } from '#renderer/words/same-words.ts'

export const attempts: SameWords<typeof english> = {}
