import type { FieldValues, Path, UseFormReturn } from 'react-hook-form'
import type { FieldProblem, Problem } from './problem.ts'

/** Puts each refused field's message at its field and returns those that no field shows. */
export function applyFieldProblems<Values extends FieldValues>(
  form: Pick<UseFormReturn<Values>, 'setError'>,
  problem: Problem,
  toFormField: (field: string) => Path<Values> | undefined,
): readonly FieldProblem[] {
  const placed = problem.fields.map((fieldProblem) => ({
    fieldProblem,
    path: toFormField(fieldProblem.field),
  }))
  for (const { fieldProblem, path } of placed) {
    if (path) form.setError(path, { type: 'server', message: fieldProblem.message })
  }
  return placed.filter(({ path }) => path === undefined).map(({ fieldProblem }) => fieldProblem)
}
