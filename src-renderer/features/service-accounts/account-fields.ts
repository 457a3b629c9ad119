import { z } from 'zod'
import { Description, Name } from '#contract/common.ts'
import { i18next } from '#renderer/lib/language.ts'

/** The contract's rules for what people type, told in the language of the window. */
export const NameField = z
  .string()
  .refine(isGood(Name), { error: () => i18next.t('accounts:form.nameRule') })

export const DescriptionField = z
  .string()
  .refine(isGood(Description), { error: () => i18next.t('accounts:form.descriptionRule') })

function isGood(rule: z.ZodType): (text: string) => boolean {
  return (text) => rule.safeParse(text).success
}
