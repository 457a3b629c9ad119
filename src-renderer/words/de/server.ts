import type { server as english } from '#renderer/words/en/server.ts'
import type { SameWords } from '#renderer/words/same-words.ts'

export const server: SameWords<typeof english> = {}
