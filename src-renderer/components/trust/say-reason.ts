import type { TrustCheck } from '#contract/trust.ts'
import { i18next } from '#renderer/lib/language.ts'
import { MISSING, type Reason } from './find-reason.ts'
import { formatSpan } from './format-span.ts'
import { sayFinding } from './say-finding.ts'

/** A reason in plain words: what did not fit, and what to do. */
export interface SaidReason {
  readonly headline: string
  readonly advice: string
}

/** Puts a reason into words; `at` is when the token was looked at. */
export function sayReason({ name, check, policy }: Reason, at: Date): SaidReason {
  const named = policy?.name
  const values = {
    claim: check?.claim ?? '',
    expected: check ? sayExpected(check) : '',
    actual: check ? sayActual(check) : '',
    span: check ? saySpan(check, at) : '',
    policy: named ? i18next.t('trust:quoted', { name: named }) : i18next.t('trust:thePolicy'),
  }
  return {
    headline: i18next.t(`trust:reasons.${name}`, values),
    advice: i18next.t(`trust:advice.${name}`, values),
  }
}

/** What a check wanted, with how it compares where that is not plain equality. */
export function sayExpected({ check, matcher, expected, finding }: TrustCheck): string {
  if (finding) return sayFinding(finding).advice
  if (check === 'age') return formatSpan(readSeconds(expected))
  if (!matcher || !isWorded(matcher)) return expected
  return i18next.t(`trust:matchers.${matcher}`, { expected })
}

/** What the token had. */
export function sayActual({ check, actual, finding }: TrustCheck): string {
  if (finding) return sayFinding(finding).message
  if (actual === MISSING) return i18next.t('trust:missing')
  return check === 'age' ? formatSpan(readSeconds(actual)) : actual
}

const worded = [
  ...(['wildcard', 'oneOf', 'contains', 'containsAny', 'containsAll', 'not', 'absent'] as const),
]

function isWorded(matcher: string): matcher is (typeof worded)[number] {
  return worded.some((one) => one === matcher)
}

/** How far a time of the token is from when it was looked at. */
function saySpan({ actual }: TrustCheck, at: Date): string {
  const time = Date.parse(actual)
  return Number.isNaN(time) ? '' : formatSpan(Math.abs(at.getTime() - time) / 1000)
}

/** The server writes lengths of time as "at most 3600 s". */
function readSeconds(text: string): number {
  return Number(/\d+/.exec(text)?.[0] ?? 0)
}
