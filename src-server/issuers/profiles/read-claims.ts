import type { Claims } from '#server/domain/trust/claims.ts'
import { hideToken } from '#server/domain/trust/keep-claims.ts'
import { readClaim } from '#server/domain/trust/read-claim.ts'

/** Reads a claim as text that is fit for a sentence; undefined where the token has none. */
export type ClaimReader = (name: string) => string | undefined

const LONGEST_VALUE = 80
const LONGEST_SENTENCE = 200

/** Reads claims of a stranger for people, cut and made harmless. */
export function readClaims(claims: Claims): ClaimReader {
  return (name) => {
    const value = readClaim(claims, name)
    if (value === '') return undefined
    if (typeof value === 'string') return shorten(hideToken(value), LONGEST_VALUE)
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
  }
}

/** Puts what is known into one harmless sentence: "acme/api, branch main (GitHub Actions)". */
export function toCallerSentence(parts: readonly (string | undefined)[], provider: string): string {
  const known = parts.filter((part) => part !== undefined).join(', ')
  return `${shorten(known || 'an unknown caller', LONGEST_SENTENCE)} (${provider})`
}

/** Cuts a text and replaces what could disturb a line, a terminal or the reading direction. */
export function shorten(text: string, longest: number): string {
  const harmless = text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\u{fffd}')
  const letters = [...harmless]
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : harmless
}

/** Says a Git reference as people do. */
export function sayRef(ref: string): string
export function sayRef(ref: string | undefined): string | undefined
export function sayRef(ref: string | undefined): string | undefined {
  if (ref === undefined) return undefined
  const [, kind, name] = /^refs\/(heads|tags|pull)\/(.+)$/s.exec(ref) ?? []
  if (kind === 'heads') return `branch ${name}`
  if (kind === 'tags') return `tag ${name}`
  return kind === 'pull' ? `pull request ${name?.split('/', 1)[0]}` : ref
}
