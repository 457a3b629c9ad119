import type { TrustPolicyInput } from '#contract/trust-policies.ts'
import type { History, Issuer, TrustPolicy } from '#server/domain/model.ts'
import { toTimestamp } from '#server/domain/times.ts'
import { lintPolicy } from '#server/domain/trust/lint-policy.ts'
import { noProfileRules } from '#server/domain/trust/profile-rules.ts'
import { AppError } from '#server/errors.ts'
import type { Transaction } from '#server/store/collections.ts'
import type { AuthenticatedContext, OperationParts } from './context.ts'
import { begunBy, changedBy } from './history.ts'
import { findOrRegisterIssuer } from './register-issuer.ts'

/** Makes an account's trust policies those of the list, registering issuers that are new on the way. */
export function putTrustPolicies(
  tx: Transaction,
  parts: OperationParts,
  accountId: string,
  inputs: readonly TrustPolicyInput[],
  caller: Pick<AuthenticatedContext, 'principal' | 'subject'>,
): void {
  const { actor } = caller.principal
  const current = tx.trustPolicies.list('account', accountId)
  const kept = new Set(inputs.map((input) => input.id))
  for (const policy of current) if (!kept.has(policy.id)) tx.trustPolicies.delete(policy.id)

  for (const [position, input] of inputs.entries()) {
    const field = `trustPolicies.${position}`
    const known = current.find((policy) => policy.id === input.id)
    requireKnown(input, known, field)
    requireNarrow(input, field)
    const issuer = findOrRegisterIssuer(tx, parts, input, caller, field)
    tx.trustPolicies.put(
      toRecord(input, known?.id ?? parts.newId('tp'), {
        accountId,
        position,
        issuer,
        exceptions: known?.exceptions ?? [],
        history: known
          ? { ...known, ...changedBy(known, actor, parts.now()) }
          : begunBy(actor, parts.now()),
      }),
    )
  }
}

function toRecord(
  input: TrustPolicyInput,
  id: string,
  place: Pick<TrustPolicy, 'accountId' | 'position' | 'exceptions'> & {
    readonly issuer: Issuer
    readonly history: History
  },
): TrustPolicy {
  const { createdAt, createdBy, updatedAt, updatedBy, version } = place.history
  return {
    id,
    accountId: place.accountId,
    position: place.position,
    name: input.name,
    enabled: input.enabled,
    expiresAt: input.expiresAt === null ? null : toTimestamp(input.expiresAt),
    issuerId: place.issuer.id,
    audience: input.audience,
    matchMode: input.matchMode,
    boundClaims: input.boundClaims,
    exceptions: place.exceptions,
    createdAt,
    createdBy,
    updatedAt,
    updatedBy,
    version,
  }
}

function requireKnown(
  input: TrustPolicyInput,
  known: TrustPolicy | undefined,
  field: string,
): void {
  if (input.id === undefined || known) return
  const message = `This account has no trust policy ${input.id}; leave the id out to create one.`
  throw new AppError('validation_failed', message, { fields: [{ field: `${field}.id`, message }] })
}

function requireNarrow(input: TrustPolicyInput, field: string): void {
  const findings = lintPolicy(input, noProfileRules).filter(
    ({ severity }) => severity === 'refused',
  )
  const [first] = findings
  if (!first) return
  const fields = findings.map((finding) => ({
    field: `${field}.${finding.field}`,
    message: `${finding.message} ${finding.advice}`,
  }))
  throw new AppError('trust_policy_too_broad', `${first.message} ${first.advice}`, { fields })
}
