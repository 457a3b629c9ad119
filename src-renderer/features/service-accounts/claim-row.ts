import { z } from 'zod'
import { type BoundClaims, ClaimMatcher } from '#contract/trust-policies.ts'

/** A bound claim as it is typed: one row of text fields with the kind of its value; a rule is JSON. */
export const ClaimRow = z
  .object({
    claim: z.string().trim().min(1, 'Name the claim.').max(256, 'Use at most 256 characters.'),
    kind: z.enum(['text', 'number', 'boolean', 'rule']),
    value: z.string(),
  })
  .superRefine(({ kind, value }, context) => {
    const message = findValueProblem(kind, value)
    if (message) context.addIssue({ code: 'custom', path: ['value'], message })
  })
export type ClaimRow = z.infer<typeof ClaimRow>
export type ClaimKind = ClaimRow['kind']

export const emptyClaimRow: ClaimRow = { claim: '', kind: 'text', value: '' }

/** The value with the type that the token must have: `"20"` is not `20`. */
export function toMatcher({ kind, value }: ClaimRow): ClaimMatcher {
  if (kind === 'number') return Number(value)
  if (kind === 'boolean') return value === 'true'
  return kind === 'rule' ? ClaimMatcher.parse(parseJson(value)) : value
}

export function toClaimRow([claim, matcher]: [string, ClaimMatcher]): ClaimRow {
  if (typeof matcher === 'number') return { claim, kind: 'number', value: String(matcher) }
  if (typeof matcher === 'boolean') return { claim, kind: 'boolean', value: String(matcher) }
  if (typeof matcher === 'string') return { claim, kind: 'text', value: matcher }
  return { claim, kind: 'rule', value: JSON.stringify(matcher) }
}

export function toBoundClaims(rows: readonly ClaimRow[]): BoundClaims {
  return Object.fromEntries(rows.map((row) => [row.claim.trim(), toMatcher(row)]))
}

function findValueProblem(kind: ClaimKind, value: string): string | undefined {
  if (kind === 'text' && value === '') return 'Give the value that the claim must have.'
  if (kind === 'text' && value.length > 1024) return 'Use at most 1024 characters.'
  if (kind === 'number' && (value.trim() === '' || !Number.isFinite(Number(value)))) {
    return 'Give a number such as 20.'
  }
  if (kind === 'boolean' && value !== 'true' && value !== 'false') return 'Choose true or false.'
  return kind === 'rule' ? findRuleProblem(value) : undefined
}

function findRuleProblem(value: string): string | undefined {
  const rule = parseJson(value)
  if (rule === undefined) return 'Give JSON such as {"wildcard":"release/*"}.'
  return ClaimMatcher.safeParse(rule).error?.issues[0]?.message
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // What is no JSON is no rule; the row says so.
    return undefined
  }
}
