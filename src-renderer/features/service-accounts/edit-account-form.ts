import type { Path } from 'react-hook-form'
import { z } from 'zod'
import { Labels } from '#contract/common.ts'
import type { DoorwardClient } from '#contract/contract.ts'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { i18next } from '#renderer/lib/language.ts'
import { DescriptionField } from './account-fields.ts'

const LabelRow = z
  .object({
    key: z.string().trim(),
    value: z.string().max(128, { error: () => i18next.t('accounts:form.labelValueRule') }),
  })
  .superRefine(({ key }, context) => {
    if (Labels.safeParse({ [key]: '' }).success) return
    const message = i18next.t('accounts:form.labelRule')
    context.addIssue({ code: 'custom', path: ['key'], message })
  })

export const EditAccountForm = z.object({
  description: DescriptionField,
  labels: z.array(LabelRow).max(32, { error: () => i18next.t('accounts:form.labelsRule') }),
})
export type EditAccountForm = z.infer<typeof EditAccountForm>

export function toEditForm(account: ServiceAccount): EditAccountForm {
  return {
    description: account.description,
    labels: Object.entries(account.labels).map(([key, value]) => ({ key, value })),
  }
}

type UpdateInput = Parameters<DoorwardClient['serviceAccounts']['update']>[0]

/** Sends the version that was looked at, so that nobody's change is overwritten unseen. */
export function toUpdateInput(account: ServiceAccount, form: EditAccountForm): UpdateInput {
  return {
    account: account.id,
    version: account.version,
    description: form.description,
    labels: Object.fromEntries(form.labels.map(({ key, value }) => [key.trim(), value])),
  }
}

/** Where the form shows a field that the server names. */
export function toEditField(field: string): Path<EditAccountForm> | undefined {
  return field === 'description' ? field : undefined
}
