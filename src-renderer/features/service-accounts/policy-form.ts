import { z } from 'zod'
import { MatchMode, type TrustPolicy, TrustPolicyInput } from '#contract/trust-policies.ts'
import { ClaimRow, emptyClaimRow, toBoundClaims, toClaimRow } from './claim-row.ts'

/** A trust policy as it is typed; what the form does not show is carried along unchanged. */
export const PolicyForm = z
  .object({
    id: z.string().optional(),
    name: TrustPolicyInput.shape.name.unwrap(),
    enabled: z.boolean(),
    expiresAt: z.string().nullable(),
    issuerUrl: z.string().trim().refine(isIssuerUrl, 'Give a URL such as https://gitlab.com.'),
    /** The issuer that `savedIssuerUrl` stands for, while the URL is not changed. */
    savedIssuer: z.string().optional(),
    savedIssuerUrl: z.string().optional(),
    audience: TrustPolicyInput.shape.audience,
    matchMode: MatchMode,
    allowPrivateNetwork: z.boolean(),
    claims: z.array(ClaimRow).min(1, 'Bind at least one claim.').max(20, 'Bind at most 20 claims.'),
  })
  .superRefine(({ claims }, context) => {
    for (const index of findRepeated(claims.map(({ claim }) => claim))) {
      const path = ['claims', index, 'claim']
      context.addIssue({ code: 'custom', path, message: 'This claim is already bound above.' })
    }
  })
export type PolicyForm = z.infer<typeof PolicyForm>

/** What every form with trust policies has; the fields work with any of them. */
export interface WithPolicies {
  trustPolicies: PolicyForm[]
}

export function createEmptyPolicy(): PolicyForm {
  return {
    name: '',
    enabled: true,
    expiresAt: null,
    issuerUrl: '',
    audience: '',
    matchMode: 'exact',
    allowPrivateNetwork: false,
    claims: [emptyClaimRow],
  }
}

export function toPolicyForm(policy: TrustPolicy): PolicyForm {
  const { id, name, enabled, expiresAt, issuer, issuerUrl, audience, matchMode, boundClaims } =
    policy
  return {
    id,
    name,
    enabled,
    expiresAt,
    issuerUrl,
    savedIssuer: issuer,
    savedIssuerUrl: issuerUrl,
    audience,
    matchMode,
    allowPrivateNetwork: false,
    claims: Object.entries(boundClaims).map(toClaimRow),
  }
}

export function toPolicyInput(form: PolicyForm): z.input<typeof TrustPolicyInput> {
  const { id, name, enabled, expiresAt, audience, matchMode, allowPrivateNetwork, claims } = form
  return {
    ...(id !== undefined && { id }),
    name,
    enabled,
    expiresAt,
    issuer: toIssuer(form),
    ...(allowPrivateNetwork && { issuerSettings: { allowPrivateNetwork } }),
    audience,
    matchMode,
    boundClaims: toBoundClaims(claims),
  }
}

export function hasSavedIssuer(form: Pick<PolicyForm, 'issuerUrl' | 'savedIssuerUrl'>): boolean {
  return form.savedIssuerUrl !== undefined && form.savedIssuerUrl === form.issuerUrl.trim()
}

function toIssuer(form: PolicyForm): string {
  return (hasSavedIssuer(form) && form.savedIssuer) || form.issuerUrl.trim()
}

function isIssuerUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  return ['https:', 'http:'].includes(new URL(text).protocol)
}

function findRepeated(names: readonly string[]): readonly number[] {
  return names.flatMap((name, index) => (name && names.indexOf(name) < index ? [index] : []))
}
