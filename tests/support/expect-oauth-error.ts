import { expect } from 'vitest'
import { oauthErrors } from '#server/oauth/oauth-error.ts'
import type { HttpAnswer } from './http-answer.ts'

/** The only characters that RFC 6749 §5.2 allows in an error and its description. */
const ALLOWED = /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/

/** Checks that an answer is a refusal as RFC 6749 §5.2 wants it, and holds no token. */
export function expectOAuthError(answer: HttpAnswer, status: number, error: string): void {
  const { body, headers, text } = answer
  expect(body, text).toEqual({ error, error_description: expect.stringMatching(/\.$/) })
  expect(answer.status, text).toBe(status)
  expect(Object.keys(oauthErrors)).toContain(error)
  expect(error).toMatch(ALLOWED)
  expect(body.error_description).toMatch(ALLOWED)
  expect(text).not.toMatch(/\bat \S+ \(|node_modules|\.ts:\d|Error:/)
  expectHeaders(headers, status)
}

/** Each header where it belongs, and nowhere else. */
function expectHeaders(headers: Headers, status: number): void {
  expect(headers.get('content-type')).toBe('application/json')
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('pragma')).toBe('no-cache')
  expect(headers.get('x-correlation-id')).toMatch(/^req_[0-9a-z]{26}$/)
  // RFC 6749 §5.2, RFC 9110 §11.6.1
  expect(headers.get('www-authenticate')).toBe(status === 401 ? 'Basic realm="doorward"' : null)
  // RFC 9110 §10.2.1
  expect(headers.get('allow')).toBe(status === 405 ? 'POST' : null)
  // RFC 6585 §4
  if (status === 429) expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
  else expect(headers.has('retry-after')).toBe(false)
}
