import { z } from 'zod'
import type { IssuerSettings } from '#contract/issuer-settings.ts'
import type { Issuer } from '#contract/issuers.ts'
import { ProfileId } from '#contract/provider-profiles.ts'

/** An issuer as it is typed; `''` leaves the provider to be recognised by the URL. */
export const IssuerForm = z.object({
  url: z.string().trim().min(1, 'Give the URL of the issuer.'),
  label: z.string().trim().max(100, 'Use at most 100 characters.'),
  profile: z.union([ProfileId, z.literal('')]),
  allowPrivateNetwork: z.boolean(),
  allowMultipleAudiences: z.boolean(),
  replay: z.enum(['', 'once', 'reuse']),
  keyUrl: z.string().trim(),
  pastedKeys: z.string().trim(),
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
}

export function toIssuerForm(issuer: Issuer): IssuerForm {
  const { url, label, profile, allowPrivateNetwork, allowMultipleAudiences, replay } = issuer
  const source = issuer.keySource
  return {
    ...{ url, label, profile, allowPrivateNetwork, allowMultipleAudiences, replay },
    keyUrl: source !== 'discovery' && 'jwksUrl' in source ? source.jwksUrl : '',
    pastedKeys: source !== 'discovery' && 'jwks' in source ? JSON.stringify(source.jwks) : '',
  }
}

/** Leaves out what was not decided, so that the provider's own habits hold. */
export function toIssuerSettings(form: IssuerForm): IssuerSettings {
  const { label, profile, allowPrivateNetwork, allowMultipleAudiences, replay } = form
  return {
    label,
    allowPrivateNetwork,
    keySource: toKeySource(form),
    ...(profile && { profile }),
    ...(allowMultipleAudiences && { allowMultipleAudiences }),
    ...(replay && { replay }),
  }
}

function toKeySource({ keyUrl, pastedKeys }: IssuerForm): IssuerSettings['keySource'] {
  if (pastedKeys !== '') return { jwks: pastedKeys }
  return keyUrl === '' ? 'discovery' : { jwksUrl: keyUrl }
}

/** Only what is different: keys by other settings are thrown away. */
export function toIssuerChange(saved: Issuer, form: IssuerForm): IssuerSettings {
  const before = toIssuerForm(saved)
  const isSame = (name: keyof IssuerForm) => form[name] === before[name]
  return {
    ...(!isSame('label') && { label: form.label }),
    ...(!isSame('profile') && form.profile && { profile: form.profile }),
    ...(!isSame('allowPrivateNetwork') && { allowPrivateNetwork: form.allowPrivateNetwork }),
    ...(!isSame('allowMultipleAudiences') && {
      allowMultipleAudiences: form.allowMultipleAudiences,
    }),
    ...(!isSame('replay') && form.replay && { replay: form.replay }),
    ...(!(isSame('keyUrl') && isSame('pastedKeys')) && { keySource: toKeySource(form) }),
  }
}

/** Where the form shows a field that the server names. */
export function toIssuerField(field: string): keyof IssuerForm | undefined {
  if (field.startsWith('keySource')) return 'pastedKeys'
  const known = Object.keys(emptyIssuer).find((name) => name === field)
  // Safe: it was found among the form's own names.
  return known as keyof IssuerForm | undefined
}
