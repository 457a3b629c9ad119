import type { GuidedPolicy, ProviderProfile } from '#contract/guided-setup.ts'
import type { Snippet } from '#contract/provider-profiles.ts'
import { notFound, requireAccount } from '#server/access/find.ts'
import { decideAccess, type Subject } from '#server/domain/decide-access.ts'
import type { ServiceAccount, TrustPolicy } from '#server/domain/model.ts'
import { toParentPath } from '#server/domain/paths.ts'
import { lintPolicy } from '#server/domain/trust/lint-policy.ts'
import { AppError } from '#server/errors.ts'
import { writeClientSnippets } from '#server/issuers/profiles/client-snippets.ts'
import { describePolicy } from '#server/issuers/profiles/describe-policy.ts'
import { draftPolicy } from '#server/issuers/profiles/draft-policy.ts'
import { generic } from '#server/issuers/profiles/generic.ts'
import type { Profile } from '#server/issuers/profiles/profile.ts'
import { profileOf, profiles } from '#server/issuers/profiles/profiles.ts'
import { recogniseProfile } from '#server/issuers/profiles/recognise-profile.ts'
import { isPlain } from '#server/issuers/profiles/snippet.ts'
import { chooseRunner } from '#server/issuers/profiles/warn-about-reach.ts'
import { type SnippetRequest, writeSnippets } from '#server/issuers/profiles/write-snippets.ts'
import type { Chain } from './chain.ts'
import type { OperationParts } from './context.ts'

/** Implements the operations on provider profiles. */
export function implementProviderProfiles({ providerProfiles }: Chain, parts: OperationParts) {
  const { read } = parts.store
  return {
    list: providerProfiles.list.handler(() => ({ items: profiles.map(toProfileView) })),

    draft: providerProfiles.draft.handler(({ input, context: { subject } }) => {
      const profile = profileOf(input.profile)
      const account = input.account && requireSeenAccount(parts, input.account, subject)
      const words = { account: account ? account.path : 'the account' }
      if (input.policy) return judgeWritten(parts, profile, input.policy, words)

      const { issuer } = parts.server
      const audience = input.audience ?? (account ? `${issuer}/${account.id}` : issuer)
      const draft = draftPolicy(profile, input.answers ?? {}, audience)
      if (!draft.ok) {
        throw new AppError('validation_failed', 'Check the answers.', { fields: draft.errors })
      }
      const { policy, names } = draft
      const isKnown =
        recogniseProfile(policy.issuer) === profile.id ||
        read.issuers.findBy('url', policy.issuer) !== undefined
      return {
        policy: { ...policy, ...(!isKnown && { issuerSettings: { profile: profile.id } }) },
        sentence: describePolicy(profile, policy, { ...words, names }),
        findings: [...lintPolicy(policy, profile.rules)],
      }
    }),
  }
}

/** Says of a policy that was written by hand what saving it would say. */
function judgeWritten(
  { store }: OperationParts,
  chosen: Profile,
  written: GuidedPolicy['policy'],
  words: { readonly account: string },
): GuidedPolicy {
  const { issuers } = store.read
  const issuer = issuers.find(written.issuer) ?? issuers.findBy('url', written.issuer)
  const recognised = issuer?.profile ?? recogniseProfile(written.issuer)
  const profile = issuer || recognised !== 'generic' ? profileOf(recognised) : chosen
  return {
    policy: written,
    sentence: describePolicy(profile, written, words),
    findings: [...lintPolicy(written, profile.rules)],
  }
}

/** Implements the operations on snippets. */
export function implementSnippets({ snippets }: Chain, parts: OperationParts) {
  const { read } = parts.store
  return {
    list: snippets.list.handler(({ input }) => {
      const { policy: id, kind, resource } = input
      const account = requireAccount(read, input.account)
      const policies = read.trustPolicies.list('account', account.id)
      const policy = id === undefined ? policies[0] : policies.find((one) => one.id === id)
      if (id !== undefined && !policy) throw notFound('trust policy', id)

      const wantsFederation = policy && kind !== 'client_credentials'
      const wantsClient = account.clientCredentialsEnabled && kind !== 'federation'
      const tokenEndpoint = tokenEndpointOf(parts)
      const runner = input.runner ?? chooseRunner(tokenEndpoint)
      const target = {
        ...{ account: account.id, tokenEndpoint, runner },
        resource: resource && requireResource(account, resource),
      }
      return {
        runner,
        items: [
          ...(wantsFederation ? writeForPolicy(parts, policy, target) : []),
          ...(wantsClient ? writeClientSnippets(target) : []),
        ],
      }
    }),
  }
}

/** Those of the provider, and what works everywhere. */
function writeForPolicy(
  parts: OperationParts,
  policy: TrustPolicy,
  target: Omit<SnippetRequest, 'audience' | 'boundClaims'>,
): Snippet[] {
  const issuer = parts.store.read.issuers.find(policy.issuerId)
  const profile = profileOf(issuer?.profile ?? 'generic')
  const request = { ...target, audience: policy.audience, boundClaims: policy.boundClaims }
  return [...new Set([profile, generic])].flatMap((one) => writeSnippets(one, request))
}

/** Snippets are pasted into files where some characters begin an expression, also inside quotes. */
function requireResource({ tokenSettings }: ServiceAccount, resource: string): string {
  if (tokenSettings.allowedResources.includes(resource) && isPlain(resource)) return resource
  const message = tokenSettings.allowedResources.includes(resource)
    ? 'It has characters that CI files give a meaning of their own; write the request by hand.'
    : "Add it to the account's allowed resources first."
  throw new AppError('validation_failed', 'Check resource.', {
    fields: [{ field: 'resource', message }],
  })
}

function tokenEndpointOf({ server }: OperationParts): string {
  return `${server.issuer}/oauth/token`
}

/** Whoever may not see the account gets the answer for one that does not exist. */
function requireSeenAccount(
  { store }: OperationParts,
  reference: string,
  subject: Subject,
): ServiceAccount {
  const account = requireAccount(store.read, reference)
  const { allowed } = decideAccess(subject, 'service_account:view', toParentPath(account.path))
  if (!allowed) throw notFound('service account', reference)
  return account
}

function toProfileView(profile: Profile): ProviderProfile {
  const { id, name, issuerUrls, isSelfHosted, issuerDefaults, questions, rules } = profile
  return {
    id,
    name,
    issuerUrls: [...issuerUrls],
    selfHosted: isSelfHosted,
    audienceChosen: profile.fixedAudience === undefined,
    issuerDefaults: { ...issuerDefaults, algorithms: [...issuerDefaults.algorithms] },
    questions: [...questions],
    requiredClaims: rules.requiredClaims.map((one) => ({ ...one, anyOf: [...one.anyOf] })),
    vetoes: rules.vetoes.map((one) => ({
      id: one.id,
      claim: one.claim,
      reason: one.reason,
      isLiftable: one.isLiftable,
    })),
    claimsToAvoid: rules.claimsToAvoid.map((one) => ({ ...one })),
  }
}
