import type { ProfileQuestion } from '#contract/provider-profiles.ts'
import type { ProviderWords, QuestionWords } from '#renderer/words/provider-words.ts'
import { i18next } from './language.ts'

/** Words a question of a provider's form in the language of the window. */
export function wordQuestion(profile: string, question: ProfileQuestion): ProfileQuestion {
  const find = (part: keyof QuestionWords, ...rest: string[]) =>
    findWords(profile, 'questions', question.id, part, ...rest)
  const { label, help, howToFind, choices } = question
  return {
    ...question,
    label: find('label') ?? label,
    help: find('help') ?? help,
    ...(howToFind !== undefined && { howToFind: find('find') ?? howToFind }),
    ...(choices && {
      choices: choices.map((choice) => ({
        ...choice,
        label: find('choices', choice.value) ?? choice.label,
      })),
    }),
  }
}

/** Finds why a profile has a rule, in the language of the window. */
export function findRuleReason(profile: string, rule: string): string | undefined {
  return findWords(profile, 'rules', rule)
}

/** Finds why a claim is better not bound, in the language of the window. */
export function findAvoidReason(profile: string, claim: string): string | undefined {
  return findWords(profile, 'avoid', claim)
}

type Path = readonly [keyof ProviderWords, ...string[]]

/** A profile's own words, else those that it shares; undefined where the server's are to be used. */
function findWords(profile: string, ...path: Path): string | undefined {
  return readWords(profile, ...path) ?? readWords('shared', ...path)
}

/** Claims have dots and colons in their names, by which i18next would split its own keys. */
const SEPARATOR = '\n'

function readWords(...path: readonly string[]): string | undefined {
  const key = path.join(SEPARATOR)
  const found = i18next.getResource(i18next.language, 'providers', key, { keySeparator: SEPARATOR })
  return typeof found === 'string' ? found : undefined
}
