import type { TrustPolicyInput } from '#contract/trust-policies.ts'
import type { Issuer, TrustPolicy } from '#server/domain/model.ts'
import { toTimestamp } from '#server/domain/times.ts'
import { profileOf } from '#server/issuers/profiles/profiles.ts'
import type { Transaction } from '#server/store/collections.ts'
import type { AuthenticatedContext, OperationParts } from './context.ts'
import { begunBy } from './history.ts'
import { findOrRegisterIssuer } from './register-issuer.ts'
import { requireSafePolicy } from './require-safe-policy.ts'

type NewTrustPolicy = Omit<TrustPolicyInput, 'id'>
type Caller = Pick<AuthenticatedContext, 'principal' | 'subject'>

/** Puts the trust policies of a new account, registering issuers that are new on the way. */
export function putTrustPolicies(
  tx: Transaction,
  parts: OperationParts,
  accountId: string,
  inputs: readonly NewTrustPolicy[],
  caller: Caller,
): void {
  for (const [position, input] of inputs.entries()) {
    const fieldPrefix = `trustPolicies.${position}.`
    putTrustPolicy(tx, parts, input, { accountId, position, fieldPrefix }, caller)
  }
}

export interface PolicyPlace {
  readonly accountId: string
  readonly position: number
  readonly fieldPrefix: string
}

/** Puts a new policy of an account; throws `trust_policy_refused` or `issuer_not_allowed`. */
export function putTrustPolicy(
  tx: Transaction,
  parts: OperationParts,
  input: NewTrustPolicy,
  { accountId, position, fieldPrefix }: PolicyPlace,
  caller: Caller,
): TrustPolicy {
  const { actor } = caller.principal
  const at = parts.now()
  const issuer = findOrRegisterIssuer(tx, parts, input, caller, fieldPrefix)
  const exceptions = requireSafePolicy({
    policy: input,
    rules: profileOf(issuer.profile).rules,
    exceptions: [],
    force: input.force,
    by: actor,
    at,
    fieldPrefix,
  })
  const policy: TrustPolicy = {
    id: parts.newId('tp'),
    ...{ accountId, position, exceptions },
    ...toConditions(input, issuer),
    ...begunBy(actor, at),
  }
  tx.trustPolicies.put(policy)
  return policy
}

function toConditions(input: NewTrustPolicy, issuer: Issuer) {
  return {
    name: input.name,
    enabled: input.enabled,
    expiresAt: input.expiresAt === null ? null : toTimestamp(input.expiresAt),
    issuerId: issuer.id,
    audience: input.audience,
    matchMode: input.matchMode,
    boundClaims: input.boundClaims,
  }
}
