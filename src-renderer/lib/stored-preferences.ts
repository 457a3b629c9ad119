import {
  isDensity,
  isLanguageChoice,
  isThemeChoice,
  type Preferences,
  type PreferencesChange,
  usualPreferences,
} from './preferences.ts'

const PREFIX = 'doorward.'

/** Reads what a browser kept; odd values count as absent. */
export function readStoredPreferences(storage: Storage): Preferences {
  const { theme, language, density, singleKeys } = usualPreferences
  const read = (name: keyof Preferences): unknown => storage.getItem(PREFIX + name)
  const kept = { theme: read('theme'), language: read('language'), density: read('density') }
  return {
    theme: isThemeChoice(kept.theme) ? kept.theme : theme,
    language: isLanguageChoice(kept.language) ? kept.language : language,
    density: isDensity(kept.density) ? kept.density : density,
    singleKeys: read('singleKeys') === 'false' ? false : singleKeys,
  }
}

export function storePreferences(storage: Storage, change: PreferencesChange): void {
  for (const [name, value] of Object.entries(change)) storage.setItem(PREFIX + name, String(value))
}
