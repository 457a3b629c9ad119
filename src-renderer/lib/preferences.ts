import { isLanguage, type Language } from './language.ts'

export type ThemeChoice = 'light' | 'dark' | 'system'
export type LanguageChoice = Language | 'system'
export type Density = 'comfortable' | 'compact'

/** How somebody likes the window on this machine. */
export interface Preferences {
  readonly theme: ThemeChoice
  readonly language: LanguageChoice
  readonly density: Density
  /** Whether single letters are shortcuts (WCAG 2.1.4 asks that they can be turned off). */
  readonly singleKeys: boolean
}

export type PreferencesChange = { readonly [Name in keyof Preferences]?: Preferences[Name] }

export const usualPreferences: Preferences = {
  theme: 'system',
  language: 'system',
  density: 'comfortable',
  singleKeys: true,
}

export function isThemeChoice(value: unknown): value is ThemeChoice {
  return value === 'light' || value === 'dark' || value === 'system'
}

export function isLanguageChoice(value: unknown): value is LanguageChoice {
  return value === 'system' || isLanguage(value)
}

export function isDensity(value: unknown): value is Density {
  return value === 'comfortable' || value === 'compact'
}
