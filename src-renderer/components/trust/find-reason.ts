import type { ExchangeStage, PolicyTrace, TrustCheck, TrustTrace } from '#contract/trust.ts'
import type { trust } from '#renderer/words/en/trust.ts'

export type ReasonName = keyof (typeof trust)['reasons']

/** Why a token was refused: the one thing to say first. */
export interface Reason {
  readonly name: ReasonName
  /** What failed first, where it is known. */
  readonly check?: TrustCheck
  /** The policy that comes closest, where it is a policy that refused. */
  readonly policy?: PolicyTrace
  /** How many other checks failed beside it. */
  readonly others: number
}

/** How the server writes what a token does not have. */
export const MISSING = '(missing)'

/** Finds the reason that explains a refusal best; a token without an account has `isNamed` false. */
export function findReason(trace: TrustTrace, isNamed = true): Reason {
  const { stage } = trace
  const [check] = listFailedAt(stage, trace)
  if (stage && check) {
    const failed = trace.checks.filter(({ ok }) => ok === false)
    return { name: nameTokenReason(check, stage, isNamed), check, others: failed.length - 1 }
  }
  if (stage && stage in withoutCheck) {
    // Safe: it was just found among the keys.
    return { name: withoutCheck[stage as keyof typeof withoutCheck], others: 0 }
  }
  return findPolicyReason(trace)
}

const withoutCheck = {
  malformed: 'unreadable',
  replayed: 'replayed',
  expired: 'spent',
} as const satisfies Partial<Record<ExchangeStage, ReasonName>>

const checksOfStage: Partial<Record<ExchangeStage, readonly string[]>> = {
  malformed: ['form', 'algorithm'],
  issuer: ['issuer'],
  signature: ['key', 'signature'],
  expired: ['exp'],
  not_yet_valid: ['nbf', 'iat'],
  too_old: ['age'],
  request: ['request'],
}

function listFailedAt(stage: ExchangeStage | null, { checks }: TrustTrace): readonly TrustCheck[] {
  const names = (stage && checksOfStage[stage]) ?? []
  return checks.filter(({ check, ok }) => ok === false && names.includes(check))
}

function nameTokenReason(
  { check, rule, actual }: TrustCheck,
  stage: ExchangeStage,
  isNamed: boolean,
): ReasonName {
  if (check === 'issuer') {
    if (rule === 'enabled') return 'disabledIssuer'
    return isNamed ? 'unknownIssuer' : 'unknownAccount'
  }
  if (check === 'request') return 'request'
  if (check === 'form') return 'unreadable'
  if (check === 'key') return rule === 'fetch' ? 'keysNotFetched' : 'unknownKey'
  if (check === 'exp') return actual === MISSING ? 'noExpiry' : 'expired'
  if (stage === 'not_yet_valid') return 'notYetValid'
  if (stage === 'too_old') return 'tooOld'
  return check === 'algorithm' ? 'algorithm' : 'signature'
}

const order: readonly (ExchangeStage | null)[] = ['issuer', 'audience', 'claims', 'account', null]

/** The policies, the one first that the token comes closest to; of equals, the one that it nearly met. */
export function sortByCloseness(policies: readonly PolicyTrace[]): readonly PolicyTrace[] {
  const failed = ({ checks }: PolicyTrace) => checks.filter(({ ok }) => ok === false)
  const nearMisses = (policy: PolicyTrace) => failed(policy).filter(({ hint }) => hint).length
  return policies.toSorted(
    (one, other) =>
      order.indexOf(other.stage) - order.indexOf(one.stage) ||
      failed(one).length - failed(other).length ||
      nearMisses(other) - nearMisses(one),
  )
}

function findPolicyReason({ policies, stage }: TrustTrace): Reason {
  const [policy] = sortByCloseness(policies)
  const failed = policy?.checks.filter(({ ok }) => ok === false) ?? []
  const [check] = failed
  if (!policy || !check) return { name: stage === 'account' ? 'account' : 'noPolicy', others: 0 }
  return { name: namePolicyReason(check), check, policy, others: failed.length - 1 }
}

function namePolicyReason({ check, rule, actual }: TrustCheck): ReasonName {
  if (check === 'issuer') return 'otherIssuer'
  if (check === 'audience') return actual === MISSING ? 'noAudience' : 'audience'
  if (check === 'claim') return actual === MISSING ? 'noClaim' : 'claim'
  if (check === 'veto') return 'veto'
  if (rule === 'enabled') return 'policyDisabled'
  return rule === 'expiry' ? 'policyExpired' : 'rule'
}
