import type { ProfileAnswers, ProfileQuestion } from '#contract/provider-profiles.ts'

/** What a provider's form begins with. */
export function toInitialAnswers(questions: readonly ProfileQuestion[]): ProfileAnswers {
  return Object.fromEntries(
    questions.map(({ id, kind, initial }) => [id, initial ?? emptyAnswers[kind]]),
  )
}

const emptyAnswers = {
  text: '',
  choice: '',
  list: [],
  boolean: false,
} satisfies Record<ProfileQuestion['kind'], ProfileAnswers[string]>

/** The questions that are to be asked, given the answers so far. */
export function listAsked(
  questions: readonly ProfileQuestion[],
  answers: ProfileAnswers,
): readonly ProfileQuestion[] {
  return questions.filter(
    ({ showWhen }) => !showWhen || answers[showWhen.question] === showWhen.answer,
  )
}

/** The answers to what is asked, without blanks around them. */
export function readAnswers(
  questions: readonly ProfileQuestion[],
  answers: ProfileAnswers,
): ProfileAnswers {
  return Object.fromEntries(
    listAsked(questions, answers).map(({ id }) => {
      const answer = answers[id] ?? ''
      return [id, typeof answer === 'string' ? answer.trim() : answer]
    }),
  )
}

/** The required questions that are still open. */
export function listOpen(
  questions: readonly ProfileQuestion[],
  answers: ProfileAnswers,
): readonly ProfileQuestion[] {
  const given = readAnswers(questions, answers)
  return listAsked(questions, answers).filter(({ id, required }) => {
    const answer = given[id]
    return required && (answer === '' || (Array.isArray(answer) && answer.length === 0))
  })
}
