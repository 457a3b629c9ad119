import type { ClaimMatcher } from '#contract/trust-policies.ts'

/** Takes a star as any run of characters, which no Git reference contains itself. */
export function orPattern(text: string | undefined): ClaimMatcher | undefined {
  return text?.includes('*') ? { wildcard: text } : text
}
