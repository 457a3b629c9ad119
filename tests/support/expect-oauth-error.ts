import { expect } from 'vitest'
import type { HttpAnswer } from './http-answer.ts'

/** Checks that an answer is a refusal as RFC 6749 §5.2 wants it, and holds no token. */
export function expectOAuthError(answer: HttpAnswer, status: number, error: string): void {
  expect(answer.body, answer.text).toEqual({ error, error_description: expect.any(String) })
  expect(answer.status, answer.text).toBe(status)
  expect(answer.headers.get('content-type')).toMatch(/^application\/json(;|$)/)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  // The only characters that RFC 6749 §5.2 allows there.
  expect(answer.body.error).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/)
  expect(answer.body.error_description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/)
  expect(answer.headers.has('www-authenticate')).toBe(status === 401)
}
