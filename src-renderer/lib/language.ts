import i18next, { type ResourceLanguage } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { english } from '#renderer/words/english.ts'

export const languages = ['en', 'de'] as const

export type Language = (typeof languages)[number]

/** For words outside components; inside them, `useTranslation` follows a change of language. */
export { i18next }

const loaders: Record<Exclude<Language, 'en'>, () => Promise<ResourceLanguage>> = {
  de: async () => (await import('#renderer/words/german.ts')).german,
}

// English is always there: it is what a word missing elsewhere falls back to.
void i18next.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: english },
  // React escapes what it shows.
  interpolation: { escapeValue: false },
  // Found by the tests that look at every page.
  parseMissingKeyHandler: (key) => `⟦${key}⟧`,
  initAsync: false,
})

/** Turns the window to a language; its words are fetched when they are first wanted. */
export async function speak(language: Language): Promise<void> {
  if (language !== 'en' && !i18next.hasResourceBundle(language, 'frame')) {
    for (const [room, words] of Object.entries(await loaders[language]())) {
      i18next.addResourceBundle(language, room, words)
    }
  }
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}

/** What our words and dates are in, as a BCP 47 tag for `Intl`. */
export function currentLocale(): string {
  return i18next.language === 'de' ? 'de-DE' : 'en-GB'
}

/** Turns a choice into a language; `asked` are those that the system would like. */
export function resolveLanguage(choice: Language | 'system', asked: readonly string[]): Language {
  return choice === 'system' ? chooseLanguage(asked) : choice
}

/** The first of the languages a system asks for that we have. */
function chooseLanguage(asked: readonly string[]): Language {
  const known = asked.map((tag) => tag.split('-')[0]).filter(isLanguage)
  return known[0] ?? 'en'
}

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value)
}
