import type { NearMissCode } from '#contract/near-miss.ts'
import { matchesWildcard } from './matches-wildcard.ts'
import { type FoundNearMiss, nearMiss } from './near-miss.ts'

/** How a text almost is what was wanted, and how to say it. */
interface TextNearMiss {
  readonly code: NearMissCode
  readonly hint: string
  readonly applies: (expected: string, actual: string) => boolean
}

/** Says how a text of the token almost is what a policy wants; undefined when it is far off. */
export function findTextNearMiss(expected: string, actual: string): FoundNearMiss | undefined {
  const found = nearMisses.find(({ applies }) => applies(expected, actual))
  return found && nearMiss(found.code, found.hint)
}

const nearMisses: readonly TextNearMiss[] = [
  {
    code: 'spaces_around',
    hint: 'Only spaces or line breaks around the text differ.',
    applies: (expected, actual) => expected.trim() === actual.trim(),
  },
  {
    code: 'pattern_taken_literally',
    hint: 'The policy would fit as a pattern; use the wildcard operator or match mode.',
    applies: (expected, actual) => expected.includes('*') && matchesWildcard(expected, actual),
  },
  {
    code: 'letter_case',
    hint: 'Only the letter case differs.',
    applies: (expected, actual) => fits(expected.toLowerCase(), actual.toLowerCase()),
  },
  {
    code: 'slash_at_end',
    hint: 'Only a slash at the end differs.',
    applies: (expected, actual) => dropSlash(expected) === dropSlash(actual),
  },
  {
    code: 'percent_encoded',
    hint: 'One of the two is percent-encoded, such as %3A for a colon.',
    applies: (expected, actual) => decode(expected) === decode(actual),
  },
  {
    code: 'reference_prefix_missing',
    hint: 'The token has the whole reference; put refs/heads/ or refs/tags/ in front.',
    applies: (expected, actual) => fits(expected, dropRefPrefix(actual)),
  },
  {
    code: 'reference_prefix_unwanted',
    hint: 'The token has the bare name; leave out refs/heads/ or refs/tags/.',
    applies: (expected, actual) => fits(dropRefPrefix(expected), actual),
  },
  {
    code: 'tag_for_branch',
    hint: 'The token is for a tag; this policy wants a branch.',
    applies: (expected, actual) => kindOfRef(expected) === 'branch' && kindOfRef(actual) === 'tag',
  },
  {
    code: 'branch_for_tag',
    hint: 'The token is for a branch; this policy wants a tag.',
    applies: (expected, actual) => kindOfRef(expected) === 'tag' && kindOfRef(actual) === 'branch',
  },
  {
    code: 'subject_with_ids',
    hint: "The token has GitHub's subject with ids, this policy the one without.",
    applies: (expected, actual) => fits(expected, dropIds(actual)) && hasIds(actual),
  },
  {
    code: 'subject_without_ids',
    hint: "The token has GitHub's subject without ids, this policy the one with them.",
    applies: (expected, actual) => fits(dropIds(expected), actual) && hasIds(expected),
  },
  {
    code: 'environment_in_subject',
    hint: 'The job runs in an environment, which takes the place of the branch or tag in the subject.',
    applies: (expected, actual) => /:ref:/.test(expected) && /:environment:/.test(actual),
  },
  {
    code: 'no_environment_in_subject',
    hint: 'The job runs in no environment, but this policy wants one in the subject.',
    applies: (expected, actual) => /:environment:/.test(expected) && /:ref:/.test(actual),
  },
  {
    code: 'for_pull_request',
    hint: 'The token is for a pull request.',
    applies: (_, actual) => /:pull_request$|^refs\/pull\//.test(actual),
  },
]

function fits(expected: string, actual: string): boolean {
  return expected === actual || (expected.includes('*') && matchesWildcard(expected, actual))
}

function dropSlash(text: string): string {
  return text.endsWith('/') ? text.slice(0, -1) : text
}

function dropRefPrefix(text: string): string {
  return text.replace(/^refs\/(?:heads|tags)\//, '')
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // What is not percent-encoded stands for itself.
    return text
  }
}

function kindOfRef(text: string): 'branch' | 'tag' | undefined {
  if (text === 'branch' || /(?:^|:)refs\/heads\/|:ref_type:branch:/.test(text)) return 'branch'
  return text === 'tag' || /(?:^|:)refs\/tags\/|:ref_type:tag:/.test(text) ? 'tag' : undefined
}

/** `repo:acme@65/api@74:…` is the immutable form of `repo:acme/api:…`. */
function dropIds(subject: string): string {
  return subject.replace(/^repo:([^/@:]+)@\d+\/([^/@:]+)@\d+/, 'repo:$1/$2')
}

function hasIds(subject: string): boolean {
  return dropIds(subject) !== subject
}
