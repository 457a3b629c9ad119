import type { Path } from 'react-hook-form'
import { z } from 'zod'
import type { DoorwardClient } from '#contract/contract.ts'
import { MAXIMUM_TRUST_POLICIES } from '#contract/trust-policies.ts'
import { chooseDefault, ExpiryChoice } from '#renderer/components/secret/expiry-choice.ts'
import type { BuiltPolicy } from '#renderer/components/trust/policy-builder.tsx'
import { findExpiryProblem } from '#renderer/lib/expiry.ts'
import { i18next } from '#renderer/lib/language.ts'
import { DescriptionField, NameField } from './account-fields.ts'

/** The role that an account begins with; an empty namespace is the installation. */
const FirstRole = z
  .object({ wanted: z.boolean(), namespace: z.string().nullable(), role: z.string() })
  .superRefine(({ wanted, namespace, role }, context) => {
    if (wanted && namespace === null) {
      const message = i18next.t('accounts:firstRole.whereMissing')
      context.addIssue({ code: 'custom', path: ['namespace'], message })
    }
    if (wanted && role === '') {
      const message = i18next.t('accounts:firstRole.roleMissing')
      context.addIssue({ code: 'custom', path: ['role'], message })
    }
  })

/** The form of a new account; what the time and the settings allow is checked with it. */
export function createNewAccountSchema(maximumDays: number, now: () => Date) {
  return z
    .object({
      name: NameField,
      description: DescriptionField,
      trustPolicies: z.array(z.custom<BuiltPolicy>()).max(MAXIMUM_TRUST_POLICIES),
      clientCredentials: z.object({ enabled: z.boolean(), expiry: ExpiryChoice }),
      firstRole: FirstRole,
      /** No field of its own: carries the message that a method is missing. */
      methods: z.undefined().optional(),
    })
    .superRefine(({ trustPolicies, clientCredentials }, context) => {
      if (trustPolicies.length === 0 && !clientCredentials.enabled) {
        const message = i18next.t('accounts:methods.missing')
        context.addIssue({ code: 'custom', path: ['methods'], message })
      }
      const message = clientCredentials.enabled
        ? findExpiryProblem(new Date(clientCredentials.expiry.expiresAt), now(), maximumDays)
        : undefined
      if (message) {
        context.addIssue({ code: 'custom', path: ['clientCredentials', 'expiry'], message })
      }
    })
}
export type NewAccountForm = z.infer<ReturnType<typeof createNewAccountSchema>>

export function createEmptyAccount(group: string, maximumDays: number, now: Date): NewAccountForm {
  return {
    name: '',
    description: '',
    trustPolicies: [],
    clientCredentials: { enabled: false, expiry: chooseDefault(maximumDays, now) },
    firstRole: { wanted: false, namespace: group || null, role: '' },
  }
}

type CreateInput = Parameters<DoorwardClient['serviceAccounts']['create']>[0]

export function toCreateInput(group: string, form: NewAccountForm): CreateInput {
  const { name, description, trustPolicies, clientCredentials, firstRole } = form
  const { wanted, namespace, role } = firstRole
  return {
    ...(group && { group }),
    name,
    description,
    trustPolicies: trustPolicies.map(({ input }) => input),
    ...(clientCredentials.enabled && {
      clientCredentials: { enabled: true, expiresAt: clientCredentials.expiry.expiresAt },
    }),
    ...(wanted && namespace !== null && { membership: { namespace, role } }),
  }
}

/** Where the form shows a field that the server names. */
export function toNewAccountField(
  field: string,
  form: NewAccountForm,
): Path<NewAccountForm> | undefined {
  if (field === 'name' || field === 'description') return field
  if (field === 'clientCredentials.expiresAt') return 'clientCredentials.expiry'
  if (field.startsWith('membership')) {
    return field === 'membership.namespace' ? 'firstRole.namespace' : 'firstRole.role'
  }
  const index = Number(/^trustPolicies\.(\d+)/.exec(field)?.[1])
  return index < form.trustPolicies.length ? `trustPolicies.${index}` : undefined
}
