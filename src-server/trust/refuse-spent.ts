import { toClaimId } from '#server/access/claim-once.ts'
import type { DoorwardStore } from '#server/store/collections.ts'
import { type EndRules, findPolicyEnd, findTokenEnd } from './find-end.ts'
import type { Refusal, Verdict } from './judge-outside-token.ts'
import { toTokenName } from './token-name.ts'

/** What is issued lives for whole seconds, at least one. */
const SHORTEST_LIFE_MS = 1000

interface Moment {
  readonly read: Pick<DoorwardStore['read'], 'usedTokens'>
  readonly now: number
  readonly rules: EndRules
}

/**
 * Refuses a token that has no life left to hand on, and one that was used already where each is
 * good for one exchange; uses none up. Exchanging and evaluating both ask it, so that they agree.
 */
export function refuseSpent(verdict: Verdict, compact: string, moment: Moment): Verdict {
  if (!verdict.verified) return verdict
  const { now, rules } = moment
  const isOver = (end: number) => end - now < SHORTEST_LIFE_MS
  // The leeway for clocks lets a token in, but leaves no life to hand on.
  if (verdict.accepted && isOver(findTokenEnd(verdict, rules))) return toRefusal(verdict, 'expired')
  if (isUsedUp(verdict, compact, moment)) return toRefusal(verdict, 'replayed')
  if (verdict.accepted && isOver(findPolicyEnd(verdict))) return toRefusal(verdict, 'account')
  return verdict
}

/** Turns a verdict into a refusal for what only came out afterwards. */
export function toRefusal(verdict: Verdict, stage: Refusal['stage']): Refusal {
  const account = verdict.accepted ? verdict.match.account : verdict.account
  return { ...verdict, accepted: false, stage, reason: stage, account }
}

/** Of a token that fits it comes out before whatever is wrong with the account. */
function isUsedUp(verdict: Verdict, compact: string, { read }: Moment): boolean {
  const { issuer, claims } = verdict
  const fits = verdict.accepted || verdict.stage === 'account'
  if (!fits || !issuer || issuer.replay === 'reuse') return false
  return read.usedTokens.find(toClaimId(toTokenName(issuer, claims, compact))) !== undefined
}
