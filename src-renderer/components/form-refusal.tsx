import Box from '@mui/material/Box'
import { useEffect, useRef } from 'react'
import type { FieldValues, Path, UseFormReturn } from 'react-hook-form'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { applyFieldProblems } from '#renderer/lib/apply-field-problems.ts'
import { type FieldProblem, type Problem, toProblem } from '#renderer/lib/problem.ts'
import { LoadNewer } from './load-newer.tsx'

export interface Refusal {
  readonly problem: Problem
  /** Refused fields that the form does not show. */
  readonly fields: readonly FieldProblem[]
}

/** Puts what it can at the fields; what is left is told above the form. */
export function placeRefusal<Values extends FieldValues>(
  error: unknown,
  form: Pick<UseFormReturn<Values>, 'setError'>,
  toFormField: (field: string) => Path<Values> | undefined,
): Refusal {
  const problem = withNamedField(toProblem(error))
  return { problem, fields: applyFieldProblems(form, problem, toFormField) }
}

export interface FormRefusalProps {
  readonly refusal: Refusal | undefined
  /** How the form takes in what somebody else saved meanwhile. */
  readonly loadNewer?: () => Promise<void>
}

/** The refusal above the form; brought into view, since the button is at the form's end. */
export function FormRefusal({ refusal, loadNewer }: FormRefusalProps) {
  const place = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (refusal) place.current?.scrollIntoView({ block: 'nearest' })
  }, [refusal])

  if (!refusal) return null
  return (
    <Box ref={place} sx={{ scrollMarginTop: 20 }}>
      <ProblemAlert problem={refusal.problem} fields={refusal.fields}>
        {loadNewer && refusal.problem.code === 'version_conflict' && <LoadNewer load={loadNewer} />}
      </ProblemAlert>
    </Box>
  )
}

/** A taken name belongs at the name, also when the server lists no fields. */
function withNamedField(problem: Problem): Problem {
  if (problem.code !== 'name_taken' || problem.fields.length > 0) return problem
  return { ...problem, fields: [{ field: 'name', message: problem.title }] }
}
