import type { FieldError } from '#contract/error-codes.ts'
import type { ProfileAnswers, ProfileQuestion } from '#contract/provider-profiles.ts'
import type { ClaimMatcher } from '#contract/trust-policies.ts'

/** Reads checked answers; what was not answered is undefined. */
export interface AnswerReader {
  text(question: string): string | undefined
  /** One value as it is, several as a choice between them. */
  oneOf(question: string): ClaimMatcher | undefined
  flag(question: string): boolean
}

type Answer = ProfileAnswers[string]

/** Checks answers against their questions; every fault is named with its field. */
export function checkAnswers(
  questions: readonly ProfileQuestion[],
  answers: ProfileAnswers,
): readonly FieldError[] {
  const known = new Set(questions.map(({ id }) => id))
  const unknown = Object.keys(answers).filter((id) => !known.has(id))
  return [
    ...unknown.map((id) => fault(id, 'There is no such question.')),
    ...questions.flatMap((question) => checkAnswer(question, answers)),
    ...findUnanswered(questions, answers),
  ]
}

/** Reads answers that were checked; questions that were not to be asked have no answer. */
export function readAnswers(
  questions: readonly ProfileQuestion[],
  answers: ProfileAnswers,
): AnswerReader {
  const find = (id: string) => {
    const question = questions.find((one) => one.id === id)
    return question && isAsked(question, questions, answers)
      ? answerTo(question, answers)
      : undefined
  }
  return {
    text: (id) => {
      const answer = find(id)
      return typeof answer === 'string' && answer !== '' ? answer : undefined
    },
    oneOf: (id) => {
      const answer = find(id)
      const values = Array.isArray(answer) ? answer : []
      return values.length > 1 ? [...values] : values[0]
    },
    flag: (id) => find(id) === true,
  }
}

function checkAnswer(question: ProfileQuestion, answers: ProfileAnswers): readonly FieldError[] {
  const answer = answerTo(question, answers)
  const message = isEmpty(answer) ? undefined : refuseAnswer(question, answer)
  return message === undefined ? [] : [fault(question.id, message)]
}

function findUnanswered(
  questions: readonly ProfileQuestion[],
  answers: ProfileAnswers,
): readonly FieldError[] {
  return questions
    .filter((question) => question.required && isAsked(question, questions, answers))
    .filter((question) => isEmpty(answerTo(question, answers)))
    .map(({ id, label, example }) => fault(id, `Answer "${label}", for example ${example}.`))
}

function refuseAnswer(question: ProfileQuestion, answer: Answer | undefined): string | undefined {
  const { kind, example, choices, pattern } = question
  if (kind === 'boolean') return typeof answer === 'boolean' ? undefined : 'Answer true or false.'
  if (kind === 'list' ? !Array.isArray(answer) : typeof answer !== 'string')
    return kind === 'list' ? 'Give a list of texts.' : 'Give a text.'
  const values = Array.isArray(answer) ? answer : [String(answer)]
  if (values.some((value) => value !== value.trim() || /\p{Cc}/u.test(value)))
    return 'Leave out blanks at the ends, line ends and other control characters.'
  const allowed = choices?.map(({ value }) => value)
  if (allowed && values.some((value) => !allowed.includes(value)))
    return `Choose from ${allowed.join(', ')}.`
  const isFitting = new RegExp(`^(?:${pattern ?? '.*'})$`, 'su')
  return values.every((value) => isFitting.test(value)) ? undefined : `Give it as in ${example}.`
}

function isAsked(
  { showWhen }: ProfileQuestion,
  questions: readonly ProfileQuestion[],
  answers: ProfileAnswers,
): boolean {
  if (!showWhen) return true
  const other = questions.find(({ id }) => id === showWhen.question)
  return other !== undefined && answerTo(other, answers) === showWhen.answer
}

function answerTo({ id, initial }: ProfileQuestion, answers: ProfileAnswers): Answer | undefined {
  return Object.hasOwn(answers, id) ? answers[id] : initial
}

function isEmpty(answer: Answer | undefined): boolean {
  return answer === undefined || answer === '' || (Array.isArray(answer) && answer.length === 0)
}

function fault(question: string, message: string): FieldError {
  return { field: `answers.${question}`, message }
}
