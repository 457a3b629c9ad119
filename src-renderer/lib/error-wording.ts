import { errors, type Wording } from '#renderer/words/en/errors.ts'
import { i18next } from './language.ts'

export type ProblemCode = keyof typeof errors

/** Words a refusal in the language of the window. */
export function wordError(code: ProblemCode): Wording {
  return i18next.t(code, { ns: 'errors', returnObjects: true })
}

export function isProblemCode(code: unknown): code is ProblemCode {
  return typeof code === 'string' && Object.hasOwn(errors, code)
}
