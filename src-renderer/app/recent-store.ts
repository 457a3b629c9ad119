import { createStore } from 'zustand/vanilla'
import type { FindOption } from './find-option.ts'

const AT_MOST = 5

interface RecentState {
  readonly recent: readonly FindOption[]
  remember(option: FindOption): void
}

/** What was chosen lately; forgotten with the window. */
export const recentStore = createStore<RecentState>()((set) => ({
  recent: [],
  remember: (option) =>
    set(({ recent }) => ({
      recent: [option, ...recent.filter(({ label }) => label !== option.label)].slice(0, AT_MOST),
    })),
}))
