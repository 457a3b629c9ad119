import type { UseFormReturn } from 'react-hook-form'
import type { EditAccountForm } from './edit-account-form.ts'

/** Takes a newer state into the form, except for the parts in which something was typed. */
export function mergeNewer(form: UseFormReturn<EditAccountForm>, newer: EditAccountForm): void {
  const { dirtyFields } = form.formState
  const typed = form.getValues()
  form.reset(newer)

  const options = { shouldDirty: true }
  if (dirtyFields.description) form.setValue('description', typed.description, options)
  if (dirtyFields.labels) form.setValue('labels', typed.labels, options)
}
