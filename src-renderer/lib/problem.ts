import { ORPCError } from '@orpc/client'
import { isProblemCode, type ProblemCode, wordError } from './error-wording.ts'

export interface FieldProblem {
  readonly field: string
  readonly message: string
}

/** A failure in the words of the window: what happened, what to do, how to find it in the log. */
export interface Problem {
  readonly code: ProblemCode
  readonly title: string
  readonly advice: string
  /** What the server said about this very case, where it says more than the title. */
  readonly detail?: string
  readonly correlationId?: string
  readonly fields: readonly FieldProblem[]
}

/** Turns whatever was thrown into a problem; never recognises one by its text. */
export function toProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  if (!(error instanceof ORPCError)) return createProblem('unreachable', {})

  const code = toCode(error)
  const detail = saidBetterHere.has(code) ? undefined : error.message
  return createProblem(code, { detail, ...readData(error.data) })
}

/** What the server says of these is meant for callers of the API: headers, versions. */
const saidBetterHere: ReadonlySet<ProblemCode> = new Set(['unauthenticated', 'version_conflict'])

/** A refusal that did not come through the contract, such as one of `/session`. */
export class ProblemError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.title)
    this.problem = problem
  }
}

interface Particulars {
  readonly detail?: string | undefined
  readonly correlationId?: string | undefined
  readonly fields?: readonly FieldProblem[]
}

export function createProblem(code: ProblemCode, particulars: Particulars): Problem {
  const { detail, correlationId, fields = [] } = particulars
  const { title, advice } = wordError(code)
  return {
    code,
    title,
    advice,
    fields,
    ...(detail && detail !== title ? { detail } : {}),
    ...(correlationId ? { correlationId } : {}),
  }
}

export function isUnauthenticated(error: unknown): boolean {
  return error instanceof ORPCError && (error.code === 'unauthenticated' || error.status === 401)
}

function toCode(error: ORPCError<string, unknown>): ProblemCode {
  if (isProblemCode(error.code)) return error.code
  return error.status === 401 ? 'unauthenticated' : 'unexpected'
}

function readData(data: unknown): Particulars {
  if (typeof data !== 'object' || data === null) return {}
  const { correlationId, errors } = data as { correlationId?: unknown; errors?: unknown }
  return {
    ...(typeof correlationId === 'string' ? { correlationId } : {}),
    ...(Array.isArray(errors) ? { fields: errors.filter(isFieldProblem) } : {}),
  }
}

function isFieldProblem(value: unknown): value is FieldProblem {
  if (typeof value !== 'object' || value === null) return false
  const { field, message } = value as { field?: unknown; message?: unknown }
  return typeof field === 'string' && typeof message === 'string'
}
