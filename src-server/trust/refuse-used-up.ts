import { toClaimId } from '#server/access/claim-once.ts'
import type { DoorwardStore } from '#server/store/collections.ts'
import type { Acceptance, Refusal, Verdict } from './judge-outside-token.ts'
import { toTokenName } from './token-name.ts'

/** Refuses a token that was used already where each is good for one exchange; uses none up. */
export function refuseUsedUp(
  verdict: Verdict,
  compact: string | undefined,
  read: Pick<DoorwardStore['read'], 'usedTokens'>,
): Verdict {
  if (!verdict.accepted || compact === undefined || verdict.issuer.replay === 'reuse')
    return verdict
  const id = toClaimId(toTokenName(verdict.issuer, verdict.claims, compact))
  return read.usedTokens.find(id) ? toRefusal(verdict, 'replayed') : verdict
}

/** Turns an acceptance into a refusal for what only came out afterwards. */
export function toRefusal(acceptance: Acceptance, stage: Refusal['stage']): Refusal {
  const { account } = acceptance.match
  return { ...acceptance, accepted: false, stage, reason: stage, account }
}
