import { z } from 'zod'
import { type IssuerSettings, OutsideAlgorithm } from '#contract/issuer-settings.ts'
import type { Issuer } from '#contract/issuers.ts'
import { ProfileId } from '#contract/provider-profiles.ts'
import { i18next } from '#renderer/lib/language.ts'

const LONGEST_MINUTES = 366 * 24 * 60

/** An issuer as it is typed; `''` and no algorithm leave it to the provider's habits. */
export const IssuerForm = z.object({
  url: z
    .string()
    .trim()
    .min(1, { error: () => i18next.t('issuers:form.urlMissing') }),
  label: z
    .string()
    .trim()
    .max(100, { error: () => i18next.t('issuers:form.tooLong') }),
  profile: z.union([ProfileId, z.literal('')]),
  allowPrivateNetwork: z.boolean(),
  allowMultipleAudiences: z.boolean(),
  replay: z.enum(['', 'once', 'reuse']),
  keyUrl: z.string().trim(),
  pastedKeys: z.string().trim(),
  certificateAuthority: z.string().trim(),
  algorithms: z.array(OutsideAlgorithm),
  maximumAgeMinutes: z
    .string()
    .trim()
    .refine(isMaximumAge, { error: () => i18next.t('issuers:form.maximumAgeWrong') }),
})
export type IssuerForm = z.infer<typeof IssuerForm>

export const emptyIssuer: IssuerForm = {
  url: '',
  label: '',
  profile: '',
  allowPrivateNetwork: false,
  allowMultipleAudiences: false,
  replay: '',
  keyUrl: '',
  pastedKeys: '',
  certificateAuthority: '',
  algorithms: [],
  maximumAgeMinutes: '',
}

export function toIssuerForm(issuer: Issuer): IssuerForm {
  const { url, label, profile, allowPrivateNetwork, allowMultipleAudiences, replay } = issuer
  const source = issuer.keySource
  return {
    ...{ url, label, profile, allowPrivateNetwork, allowMultipleAudiences, replay },
    keyUrl: source !== 'discovery' && 'jwksUrl' in source ? source.jwksUrl : '',
    pastedKeys: source !== 'discovery' && 'jwks' in source ? JSON.stringify(source.jwks) : '',
    certificateAuthority: issuer.certificateAuthority?.trim() ?? '',
    algorithms: OutsideAlgorithm.options.filter((name) => issuer.algorithms.includes(name)),
    maximumAgeMinutes: String(issuer.maxTokenAgeSeconds / 60),
  }
}

/** Leaves out what was not decided, so that the provider's own habits hold. */
export function toIssuerSettings(form: IssuerForm): IssuerSettings {
  const { label, profile, allowPrivateNetwork, allowMultipleAudiences, replay } = form
  const { certificateAuthority, algorithms, maximumAgeMinutes } = form
  return {
    label,
    allowPrivateNetwork,
    keySource: toKeySource(form),
    ...(profile && { profile }),
    ...(allowMultipleAudiences && { allowMultipleAudiences }),
    ...(replay && { replay }),
    ...(certificateAuthority && { certificateAuthority }),
    ...(algorithms.length > 0 && { algorithms }),
    ...(maximumAgeMinutes && { maxTokenAgeSeconds: toSeconds(maximumAgeMinutes) }),
  }
}

function toKeySource({ keyUrl, pastedKeys }: IssuerForm): IssuerSettings['keySource'] {
  if (pastedKeys !== '') return { jwks: pastedKeys }
  return keyUrl === '' ? 'discovery' : { jwksUrl: keyUrl }
}

/** Only what is different: keys by other settings are thrown away. */
export function toIssuerChange(saved: Issuer, form: IssuerForm): IssuerSettings {
  const before = toIssuerForm(saved)
  const isSame = (name: keyof IssuerForm) => String(form[name]) === String(before[name])
  const { label, profile, allowPrivateNetwork, allowMultipleAudiences, replay } = form
  const { certificateAuthority, algorithms, maximumAgeMinutes } = form
  return {
    ...(!isSame('label') && { label }),
    ...(!isSame('profile') && profile && { profile }),
    ...(!isSame('allowPrivateNetwork') && { allowPrivateNetwork }),
    ...(!isSame('allowMultipleAudiences') && { allowMultipleAudiences }),
    ...(!isSame('replay') && replay && { replay }),
    ...(!(isSame('keyUrl') && isSame('pastedKeys')) && { keySource: toKeySource(form) }),
    ...(!isSame('certificateAuthority') && { certificateAuthority: certificateAuthority || null }),
    ...(!isSame('algorithms') && { algorithms }),
    ...(!isSame('maximumAgeMinutes') &&
      maximumAgeMinutes && { maxTokenAgeSeconds: toSeconds(maximumAgeMinutes) }),
  }
}

/** Where the form shows a field that the server names. */
export function toIssuerField(field: string): keyof IssuerForm | undefined {
  if (field.startsWith('keySource')) return 'pastedKeys'
  if (field === 'maxTokenAgeSeconds') return 'maximumAgeMinutes'
  const [first = ''] = field.split('.')
  const known = Object.keys(emptyIssuer).find((name) => name === first)
  // Safe: it was found among the form's own names.
  return known as keyof IssuerForm | undefined
}

function toSeconds(minutes: string): number {
  return Math.round(Number(minutes) * 60)
}

function isMaximumAge(minutes: string): boolean {
  if (minutes === '') return true
  const count = Number(minutes)
  return count >= 1 && count <= LONGEST_MINUTES
}
