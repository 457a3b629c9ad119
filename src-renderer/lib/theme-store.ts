import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Shell, ThemeChoice } from './shell.ts'

interface ThemeState {
  readonly choice: ThemeChoice
  choose(choice: ThemeChoice): void
}

export type ThemeStore = StoreApi<ThemeState>

/** Holds the chosen theme; every choice is kept by the shell for the next start. */
export function createThemeStore(shell: Pick<Shell, 'setTheme'>, initial: ThemeChoice): ThemeStore {
  return createStore<ThemeState>()((set) => ({
    choice: initial,
    choose(choice) {
      set({ choice })
      void shell.setTheme(choice)
    },
  }))
}
