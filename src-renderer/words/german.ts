import { frame } from './de/frame.ts'
import { groups } from './de/groups.ts'
import type { english } from './english.ts'
import type { SameWords } from './same-words.ts'

export const german: SameWords<typeof english> = { frame, groups }
