import { z } from 'zod'
import { type BoundClaims, ClaimMatcher } from '#contract/trust-policies.ts'
import { i18next } from '#renderer/lib/language.ts'

/** How a claim is compared; a rule is JSON for what has no row of its own. */
export const claimKinds = [
  ...(['text', 'exact', 'one_of', 'wildcard', 'not', 'none_of', 'contains'] as const),
  ...(['contains_any', 'contains_all', 'number', 'boolean', 'absent', 'rule'] as const),
] as const
export type ClaimKind = (typeof claimKinds)[number]

/** A bound claim as it is typed: one row of text fields; lists have one value a line. */
export const ClaimRow = z
  .object({
    claim: z
      .string()
      .trim()
      .min(1, { error: () => i18next.t('trust:faults.nameClaim') })
      .max(256, { error: () => i18next.t('trust:faults.tooLong', { count: 256 }) }),
    kind: z.enum(claimKinds),
    value: z.string(),
  })
  .superRefine(({ kind, value }, context) => {
    const message = findValueProblem(kind, value)
    if (message) context.addIssue({ code: 'custom', path: ['value'], message })
  })
export type ClaimRow = z.infer<typeof ClaimRow>

export const emptyClaimRow: ClaimRow = { claim: '', kind: 'text', value: '' }

export function isList(kind: ClaimKind): boolean {
  return ['one_of', 'none_of', 'contains_any', 'contains_all'].includes(kind)
}

/** The value with the type that the token must have: `"20"` is not `20`. */
function toMatcher({ kind, value }: ClaimRow): ClaimMatcher {
  return ClaimMatcher.parse(readMatcher(kind, value))
}

export function toClaimRow([claim, matcher]: [string, ClaimMatcher]): ClaimRow {
  return { claim, ...(toSimpleRow(matcher) ?? { kind: 'rule', value: JSON.stringify(matcher) }) }
}

export function toBoundClaims(rows: readonly ClaimRow[]): BoundClaims {
  return Object.fromEntries(rows.map((row) => [row.claim.trim(), toMatcher(row)]))
}

function readMatcher(kind: ClaimKind, value: string): unknown {
  switch (kind) {
    case 'text':
      return value
    case 'exact':
      return { exact: value }
    case 'wildcard':
      return { wildcard: value }
    case 'not':
      return { not: value }
    case 'contains':
      return { contains: value }
    case 'one_of':
      return toLines(value)
    case 'none_of':
      return { not: toLines(value) }
    case 'contains_any':
      return { containsAny: toLines(value) }
    case 'contains_all':
      return { containsAll: toLines(value) }
    case 'number':
      return Number(value)
    case 'boolean':
      return value === 'true'
    case 'absent':
      return { absent: true }
    case 'rule':
      return parseJson(value)
  }
}

type Written = Pick<ClaimRow, 'kind' | 'value'>

/** Only texts have rows of their own: in a row, a number among them would lose its type. */
function toSimpleRow(matcher: ClaimMatcher): Written | undefined {
  if (typeof matcher === 'string') return { kind: 'text', value: matcher }
  if (typeof matcher === 'number') return { kind: 'number', value: String(matcher) }
  if (typeof matcher === 'boolean') return { kind: 'boolean', value: String(matcher) }
  if (Array.isArray(matcher)) return toListRow('one_of', matcher)
  if ('absent' in matcher) return { kind: 'absent', value: '' }
  if ('exact' in matcher) return toTextRow('exact', matcher.exact)
  if ('wildcard' in matcher) return toTextRow('wildcard', matcher.wildcard)
  if ('contains' in matcher) return toTextRow('contains', matcher.contains)
  if ('containsAny' in matcher) return toListRow('contains_any', matcher.containsAny)
  if ('containsAll' in matcher) return toListRow('contains_all', matcher.containsAll)
  if (!('not' in matcher)) return undefined
  return Array.isArray(matcher.not)
    ? toListRow('none_of', matcher.not)
    : toTextRow('not', matcher.not)
}

function toTextRow(kind: ClaimKind, value: unknown): Written | undefined {
  return typeof value === 'string' ? { kind, value } : undefined
}

function toListRow(kind: ClaimKind, values: readonly unknown[]): Written | undefined {
  const isPlain = values.every(
    (value) => typeof value === 'string' && value === value.trim() && !value.includes('\n'),
  )
  return isPlain ? { kind, value: values.join('\n') } : undefined
}

function toLines(value: string): string[] {
  return value
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function findValueProblem(kind: ClaimKind, value: string): string | undefined {
  if (kind === 'number' && (value.trim() === '' || !Number.isFinite(Number(value)))) {
    return i18next.t('trust:faults.number')
  }
  if (kind === 'boolean' && value !== 'true' && value !== 'false')
    return i18next.t('trust:faults.boolean')
  if (kind === 'rule' && parseJson(value) === undefined) {
    return i18next.t('trust:faults.rule')
  }
  if (kind !== 'absent' && value.trim() === '') return i18next.t('trust:faults.value')
  return ClaimMatcher.safeParse(readMatcher(kind, value)).error?.issues[0]?.message
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // What is no JSON is no rule; the row says so.
    return undefined
  }
}
