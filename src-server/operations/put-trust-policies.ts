import type { TrustPolicyInput } from '#contract/trust-policies.ts'
import type { Issuer, TrustPolicy } from '#server/domain/model.ts'
import { toTimestamp } from '#server/domain/times.ts'
import { AppError } from '#server/errors.ts'
import { profileOf } from '#server/issuers/profiles/profiles.ts'
import type { Transaction } from '#server/store/collections.ts'
import type { AuthenticatedContext, OperationParts } from './context.ts'
import { begunBy, changedBy } from './history.ts'
import { findOrRegisterIssuer } from './register-issuer.ts'
import { requireSafePolicy } from './require-safe-policy.ts'

type Caller = Pick<AuthenticatedContext, 'principal' | 'subject'>

/** Makes an account's trust policies those of the list, registering issuers that are new on the way. */
export function putTrustPolicies(
  tx: Transaction,
  parts: OperationParts,
  accountId: string,
  inputs: readonly TrustPolicyInput[],
  caller: Caller,
): void {
  const current = tx.trustPolicies.list('account', accountId)
  const kept = new Set(inputs.map((input) => input.id))
  for (const policy of current) if (!kept.has(policy.id)) tx.trustPolicies.delete(policy.id)

  for (const [position, input] of inputs.entries()) {
    const fieldPrefix = `trustPolicies.${position}.`
    const known = current.find((policy) => policy.id === input.id)
    requireKnown(input, known, fieldPrefix)
    putTrustPolicy(tx, parts, input, { accountId, position, known, fieldPrefix }, caller)
  }
}

export interface PolicyPlace {
  readonly accountId: string
  readonly position: number
  /** The policy that it takes the place of. */
  readonly known: TrustPolicy | undefined
  readonly fieldPrefix: string
}

/** Puts one policy of an account; throws `trust_policy_refused` or `issuer_not_allowed`. */
export function putTrustPolicy(
  tx: Transaction,
  parts: OperationParts,
  input: TrustPolicyInput,
  { accountId, position, known, fieldPrefix }: PolicyPlace,
  caller: Caller,
): TrustPolicy {
  const { actor } = caller.principal
  const at = parts.now()
  const issuer = findOrRegisterIssuer(tx, parts, input, caller, fieldPrefix)
  const exceptions = requireSafePolicy({
    policy: input,
    rules: profileOf(issuer.profile).rules,
    exceptions: known?.exceptions ?? [],
    force: input.force,
    by: actor,
    at,
    fieldPrefix,
  })
  const history = known ? { ...known, ...changedBy(known, actor, at) } : begunBy(actor, at)
  const id = known?.id ?? parts.newId('tp')
  const policy: TrustPolicy = {
    ...history,
    ...{ id, accountId, position, exceptions },
    ...toConditions(input, issuer),
  }
  tx.trustPolicies.put(policy)
  return policy
}

function toConditions(input: TrustPolicyInput, issuer: Issuer) {
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

function requireKnown(
  input: TrustPolicyInput,
  known: TrustPolicy | undefined,
  fieldPrefix: string,
): void {
  if (input.id === undefined || known) return
  const message = `This account has no trust policy ${input.id}; leave the id out to create one.`
  throw new AppError('validation_failed', message, {
    fields: [{ field: `${fieldPrefix}id`, message }],
  })
}
