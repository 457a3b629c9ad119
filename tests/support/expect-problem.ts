import { expect } from 'vitest'
import type { ErrorCode } from '#contract/error-codes.ts'
import type { HttpAnswer } from './http-answer.ts'

/** Checks that an answer is a refusal in the form of RFC 9457, with our code and correlation id. */
export function expectProblem(answer: HttpAnswer, status: number, code: ErrorCode): void {
  expect(answer.body, answer.text).toMatchObject({
    type: `urn:doorward:problem:${code}`,
    title: expect.any(String),
    status,
    code,
    detail: expect.any(String),
    correlationId: expect.stringMatching(/^req_[0-9a-z]{26}$/),
  })
  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json(;|$)/)
  expect(answer.headers.get('x-correlation-id')).toBe(answer.body.correlationId)
  expect(answer.text).not.toMatch(/\bat \S+ \(|node_modules|\.ts:\d/)
}

/** Gives the names of the fields that a refusal complains about. */
export function refusedFields({ body }: HttpAnswer): readonly string[] {
  return (body.errors ?? []).map((error: { field: string }) => error.field)
}
