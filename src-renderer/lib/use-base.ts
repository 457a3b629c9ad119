import { useState } from 'react'
import type { FieldValues, Path, UseFormReturn } from 'react-hook-form'

/** What a form was made from; a newer version is taken only on purpose, around what was typed. */
export function useBase<Thing, Values extends FieldValues>(
  thing: Thing,
  form: UseFormReturn<Values>,
  toValues: (thing: Thing) => Values,
) {
  const [base, setBase] = useState(thing)
  const takeNewer = (newer: Thing) => {
    mergeNewer(form, toValues(newer))
    setBase(newer)
  }
  return { base, takeNewer }
}

function mergeNewer<Values extends FieldValues>(form: UseFormReturn<Values>, newer: Values): void {
  const { dirtyFields } = form.formState
  const typed = form.getValues()
  form.reset(newer)
  // Field by field, because an array of rows is kept or taken as a whole.
  for (const name of Object.keys(dirtyFields) as (keyof Values & Path<Values>)[]) {
    form.setValue(name, typed[name], { shouldDirty: true })
  }
}
