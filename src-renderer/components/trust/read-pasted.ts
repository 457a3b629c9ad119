import { i18next } from '#renderer/lib/language.ts'

type Pasted =
  | { readonly error: string; readonly input?: undefined }
  | {
      readonly error?: undefined
      readonly input: { readonly token: string } | { readonly claims: Record<string, unknown> }
    }

/** Tells claims from a token: what begins with a brace is JSON. */
export function readPasted(text: string): Pasted {
  const pasted = text.trim().replace(/^Bearer\s+/i, '')
  if (pasted === '') return { error: i18next.t('trust:tester.pasteSomething') }
  if (!pasted.startsWith('{')) return { input: { token: pasted } }
  try {
    return { input: { claims: JSON.parse(pasted) } }
  } catch {
    return { error: i18next.t('trust:tester.noJson') }
  }
}
