import type { TrustPolicyInput } from '#contract/trust-policies.ts'
import type { Reader } from '#server/access/find.ts'
import type { Issuer, ServiceAccount, TrustPolicy } from '#server/domain/model.ts'
import { toTimestamp } from '#server/domain/times.ts'
import { profileOf } from '#server/issuers/profiles/profiles.ts'
import type { Drafts } from '#server/trust/judge-outside-token.ts'
import type { AuthenticatedContext } from './context.ts'
import { begunBy } from './history.ts'
import { toNewIssuer } from './issuer-records.ts'
import { liftRules } from './require-safe-policy.ts'

interface Drafting {
  readonly account: ServiceAccount
  readonly caller: Pick<AuthenticatedContext, 'principal'>
  readonly now: number
}

/** Makes policies, and issuers that are new, as saving them would, without saving anything. */
export function toDrafts(
  read: Reader,
  inputs: readonly TrustPolicyInput[],
  drafting: Drafting,
): Drafts {
  const drafts = inputs.map((input, position) => {
    const field = `policies.${position}.`
    const issuer = findIssuer(read, input.issuer) ?? toDraftIssuer(input, field, drafting)
    return { issuer, policy: toDraftPolicy(read, input, { issuer, position }, drafting) }
  })
  return {
    policies: drafts.map(({ policy }) => policy),
    issuers: drafts.map(({ issuer }) => issuer),
  }
}

function findIssuer(read: Reader, reference: string): Issuer | undefined {
  return read.issuers.find(reference) ?? read.issuers.findBy('url', reference)
}

function toDraftIssuer(
  { issuer, issuerSettings = {} }: TrustPolicyInput,
  field: string,
  { caller, now }: Drafting,
): Issuer {
  const fields = { url: `${field}issuer`, settings: `${field}issuerSettings.` }
  const facts = toNewIssuer(issuer, issuerSettings, fields)
  return { id: facts.url, ...facts, ...begunBy(caller.principal.actor, now) }
}

function toDraftPolicy(
  read: Reader,
  input: TrustPolicyInput,
  { issuer, position }: { readonly issuer: Issuer; readonly position: number },
  { account, caller, now }: Drafting,
): TrustPolicy {
  const { actor } = caller.principal
  const { name, enabled, audience, matchMode, boundClaims, force } = input
  const stored = input.id === undefined ? undefined : read.trustPolicies.find(input.id)
  const known = stored?.accountId === account.id ? stored : undefined
  return {
    id: known?.id ?? `draft-${position + 1}`,
    ...{ accountId: account.id, issuerId: issuer.id, position },
    ...{ name, enabled, audience, matchMode, boundClaims },
    expiresAt: input.expiresAt === null ? null : toTimestamp(input.expiresAt),
    exceptions: liftRules({
      policy: input,
      rules: profileOf(issuer.profile).rules,
      exceptions: known?.exceptions ?? [],
      force,
      by: actor,
      at: now,
    }),
    ...begunBy(actor, now),
  }
}
