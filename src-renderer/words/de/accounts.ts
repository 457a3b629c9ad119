import type { accounts as english } from '#renderer/words/en/accounts.ts'
import type { SameWords } from '#renderer/words/same-words.ts'

export const accounts: SameWords<typeof english> = {}
