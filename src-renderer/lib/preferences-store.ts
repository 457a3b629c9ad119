import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Preferences, PreferencesChange } from './preferences.ts'
import type { Shell } from './shell.ts'

interface PreferencesState extends Preferences {
  change(change: PreferencesChange): void
}

export type PreferencesStore = StoreApi<PreferencesState>

/** Holds how the window is liked; the shell keeps every change for the next start. */
export function createPreferencesStore(
  shell: Pick<Shell, 'changePreferences' | 'watchPreferences'>,
  initial: Preferences,
): PreferencesStore {
  const store = createStore<PreferencesState>()((set) => ({
    ...initial,
    change(change) {
      set(change)
      void shell.changePreferences(change)
    },
  }))
  shell.watchPreferences((preferences) => store.setState(preferences))
  return store
}
