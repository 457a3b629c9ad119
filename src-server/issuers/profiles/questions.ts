import type { ProfileQuestion } from '#contract/provider-profiles.ts'

type Asked = Pick<ProfileQuestion, 'id' | 'label' | 'help' | 'example'> & Partial<ProfileQuestion>

/** A question for a text that has to be answered, unless it says otherwise. */
export function ask(question: Asked): ProfileQuestion {
  return { kind: 'text', required: true, ...question }
}

/** Asks for the issuer URL of a provider that has more than one. */
export function askIssuer(question: {
  readonly help: string
  readonly initial?: string
  readonly example?: string
  readonly howToFind?: string
}): ProfileQuestion {
  return ask({
    id: 'issuer',
    label: 'Issuer URL',
    example: question.initial ?? '',
    pattern: 'https?://[^\\s?#]+',
    ...question,
  })
}

/** A star in it stands for anything, as in `release/*`. */
const REF = { pattern: '[^\\s\\\\]+' }

export function askBranch(question: Partial<ProfileQuestion> = {}): ProfileQuestion {
  const help = 'Protect it: who can push there can act. A * stands for anything, slashes included.'
  return ask({ id: 'branch', label: 'Branch', help, example: 'main', ...REF, ...question })
}

export function askTag(question: Partial<ProfileQuestion> = {}): ProfileQuestion {
  const help = 'Protect such tags: who can create one can act. A * stands for anything.'
  return ask({ id: 'tag', label: 'Tag', help, example: 'v*', ...REF, ...question })
}

/** Asks whether a branch, a tag or what else there is may act, and then which. */
export function askPlace(
  help: string,
  others: readonly { readonly value: string; readonly label: string }[] = [],
): readonly ProfileQuestion[] {
  const choices = [
    { value: 'branch', label: 'A branch' },
    { value: 'tag', label: 'A tag' },
    ...others,
  ]
  const place = { id: 'place', label: 'From where', example: 'branch', initial: 'branch' }
  return [
    ask({ ...place, help, kind: 'choice', choices }),
    askBranch({ showWhen: { question: 'place', answer: 'branch' } }),
    askTag({ showWhen: { question: 'place', answer: 'tag' } }),
  ]
}

/** The pattern of a UUID, as those are given as immutable ids. */
export const UUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'
