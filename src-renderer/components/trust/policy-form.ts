import { z } from 'zod'
import type { IssuerSettings } from '#contract/issuer-settings.ts'
import { ProfileId } from '#contract/provider-profiles.ts'
import {
  type BoundClaims,
  type BoundClaimsPatch,
  MatchMode,
  type TrustPolicy,
  TrustPolicyInput,
} from '#contract/trust-policies.ts'
import { toLocalInput } from '#renderer/lib/expiry.ts'
import { i18next } from '#renderer/lib/language.ts'
import { ClaimRow, toBoundClaims, toClaimRow } from './claim-row.ts'

const Answer = z.union([z.string(), z.boolean(), z.array(z.string())])

/** A trust policy in the making: by the answers to a provider's questions, or written by hand. */
export const PolicyForm = z
  .object({
    profile: ProfileId,
    byHand: z.boolean(),
    answers: z.record(z.string(), Answer),
    name: TrustPolicyInput.shape.name.unwrap(),
    issuerUrl: z.string().trim(),
    audience: z
      .string()
      .trim()
      .max(512, { error: () => i18next.t('trust:faults.tooLong', { count: 512 }) }),
    matchMode: MatchMode,
    claims: z.array(ClaimRow).max(20, { error: () => i18next.t('trust:faults.tooManyClaims') }),
    /** As `<input type="datetime-local">` has it; empty for never. */
    expires: z.string(),
    allowPrivateNetwork: z.boolean(),
    pastedKeys: z.string().trim(),
    /** Why rules that may be lifted do not hold here. */
    reason: z
      .string()
      .trim()
      .max(500, { error: () => i18next.t('trust:faults.tooLong', { count: 500 }) }),
  })
  .superRefine(({ byHand, issuerUrl, audience, claims }, context) => {
    if (!byHand) return
    const refuse = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message })
    if (!isIssuerUrl(issuerUrl)) refuse(['issuerUrl'], i18next.t('trust:faults.issuerUrl'))
    if (audience === '') refuse(['audience'], i18next.t('trust:faults.noAudience'))
    if (claims.length === 0) refuse(['claims'], i18next.t('trust:faults.noClaim'))
    for (const index of findRepeated(claims.map(({ claim }) => claim))) {
      refuse(['claims', index, 'claim'], i18next.t('trust:faults.repeated'))
    }
  })
export type PolicyForm = z.infer<typeof PolicyForm>

/** What a form begins with, by hand where there is something to begin with. */
export function createPolicyForm(start: Partial<PolicyForm> = {}): PolicyForm {
  return {
    profile: 'github',
    byHand: false,
    answers: {},
    name: '',
    issuerUrl: '',
    audience: '',
    matchMode: 'exact',
    claims: [],
    expires: '',
    allowPrivateNetwork: false,
    pastedKeys: '',
    reason: '',
    ...start,
  }
}

export interface WrittenPolicy {
  readonly name?: string | undefined
  readonly issuer: string
  readonly audience: string
  readonly matchMode?: MatchMode | undefined
  readonly boundClaims: BoundClaims
  readonly issuerSettings?: IssuerSettings | undefined
}

/** Fills the fields that are written by hand from a policy, such as one that the server proposes. */
export function toWrittenFields(policy: WrittenPolicy) {
  const { name = '', issuer, audience, matchMode = 'exact', boundClaims, issuerSettings } = policy
  return {
    ...{ byHand: true, name, issuerUrl: issuer, audience, matchMode },
    claims: Object.entries(boundClaims).map(toClaimRow),
    ...(issuerSettings?.profile && { profile: issuerSettings.profile }),
  }
}

/** Fills the form from a saved policy. */
export function toPolicyForm(policy: TrustPolicy): PolicyForm {
  return createPolicyForm({
    ...toWrittenFields({ ...policy, issuer: policy.issuerUrl }),
    profile: 'generic',
    expires: policy.expiresAt === null ? '' : toLocalInput(new Date(policy.expiresAt)),
  })
}

/** The policy as the fields have it that are written by hand. */
export function toWrittenPolicy(form: PolicyForm) {
  const { name, issuerUrl, audience, matchMode, claims } = form
  return { name, issuer: issuerUrl, audience, matchMode, boundClaims: toBoundClaims(claims) }
}

export type PolicyInput = Omit<z.input<typeof TrustPolicyInput>, 'id'>

/** Adds to a policy what the form knows besides: expiry, settings of a new issuer, a reason. */
export function toPolicyInput(policy: WrittenPolicy, form: PolicyForm): PolicyInput {
  const settings = { ...policy.issuerSettings, ...toIssuerSettings(form) }
  return {
    ...policy,
    enabled: true,
    expiresAt: toExpiry(form),
    issuerSettings: Object.keys(settings).length > 0 ? settings : undefined,
    ...(form.reason && { force: { reason: form.reason } }),
  }
}

/** A saved policy as it would be sent, to try it out beside others. */
export function toSameInput(policy: TrustPolicy): z.input<typeof TrustPolicyInput> {
  const { id, name, enabled, expiresAt, issuer, audience, matchMode, boundClaims } = policy
  return { id, name, enabled, expiresAt, issuer, audience, matchMode, boundClaims }
}

/** Only what is different: a rename must not be judged as a new policy would be. */
export function toPolicyChange(saved: TrustPolicy, form: PolicyForm) {
  const { name, audience, matchMode, boundClaims } = toWrittenPolicy(form)
  const before = toPolicyForm(saved)
  const claims = diffClaims(saved.boundClaims, boundClaims)
  return {
    ...(name !== saved.name && { name }),
    ...(audience !== saved.audience && { audience }),
    ...(matchMode !== saved.matchMode && { matchMode }),
    ...(form.expires !== before.expires && { expiresAt: toExpiry(form) }),
    ...(Object.keys(claims).length > 0 && { boundClaims: claims }),
    ...(form.reason && { force: { reason: form.reason } }),
  }
}

function diffClaims(before: BoundClaims, after: BoundClaims): BoundClaimsPatch {
  const removed = Object.keys(before).filter((claim) => !Object.hasOwn(after, claim))
  const changed = Object.entries(after).filter(
    ([claim, matcher]) => JSON.stringify(matcher) !== JSON.stringify(before[claim]),
  )
  return Object.fromEntries([...removed.map((claim) => [claim, null] as const), ...changed])
}

function toIssuerSettings({ allowPrivateNetwork, pastedKeys }: PolicyForm): IssuerSettings {
  return {
    ...(allowPrivateNetwork && { allowPrivateNetwork }),
    ...(pastedKeys && { keySource: { jwks: pastedKeys } }),
  }
}

function toExpiry({ expires }: PolicyForm): string | null {
  return expires === '' ? null : new Date(expires).toISOString()
}

function isIssuerUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  return ['https:', 'http:'].includes(new URL(text).protocol)
}

function findRepeated(names: readonly string[]): readonly number[] {
  return names.flatMap((name, index) => (name && names.indexOf(name) < index ? [index] : []))
}
