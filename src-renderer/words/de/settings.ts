import type { settings as english } from '#renderer/words/en/settings.ts'
import type { SameWords } from '#renderer/words/same-words.ts'

export const settings: SameWords<typeof english> = {}
