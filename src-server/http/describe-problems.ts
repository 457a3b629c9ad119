import type { OpenAPI } from '@orpc/openapi'
import { type ErrorCode, errorCodes } from '#contract/error-codes.ts'

/** What every refusal looks like; the document names it once. */
export const problemSchema = {
  type: 'object',
  description: 'Problem details (RFC 9457), with a stable code and the id to look for in the logs.',
  required: ['type', 'title', 'status', 'code', 'detail', 'correlationId'],
  properties: {
    type: { type: 'string', examples: ['urn:doorward:problem:not_found'] },
    title: { type: 'string', examples: [errorCodes.not_found.title] },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    code: { type: 'string', enum: Object.keys(errorCodes) },
    detail: { type: 'string' },
    correlationId: { type: 'string', examples: ['req_01jmc69f8e9f0g1h2j3k4m5n6p'] },
    errors: {
      type: 'array',
      description: 'The fields that were refused.',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: { field: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
} satisfies OpenAPI.SchemaObject

/** Describes the answers of refusals, one for each status, with an example of each code. */
export function describeProblems(
  codes: readonly ErrorCode[],
): Readonly<Record<string, OpenAPI.ResponseObject>> {
  const statuses = [...new Set(codes.map((code) => errorCodes[code].status))].toSorted()
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      describeProblem(codes.filter((code) => errorCodes[code].status === status)),
    ]),
  )
}

function describeProblem(codes: readonly ErrorCode[]): OpenAPI.ResponseObject {
  return {
    description: codes.map((code) => `${errorCodes[code].title}.`).join(' '),
    ...(codes.includes('unauthenticated') && { headers: { 'WWW-Authenticate': challenge } }),
    ...(codes.includes('too_many_failures') && { headers: { 'Retry-After': retryAfter } }),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Problem' },
            { type: 'object', properties: { code: { type: 'string', enum: [...codes] } } },
          ],
        },
        examples: Object.fromEntries(
          codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]),
        ),
      },
    },
  }
}

const challenge: OpenAPI.HeaderObject = {
  description: 'How to authenticate (RFC 9110 §11.6.1).',
  schema: { type: 'string' },
  example: 'Bearer realm="doorward", error="invalid_token"',
}

const retryAfter: OpenAPI.HeaderObject = {
  description: 'The seconds until the next attempt is looked at (RFC 6585 §4).',
  schema: { type: 'integer', minimum: 1 },
  example: 30,
}

/** An example of each refusal; the document holds each once. */
export const problemExamples: Readonly<Record<string, OpenAPI.ExampleObject>> = Object.fromEntries(
  Object.entries(errorCodes).map(([code, { status, title }]) => [
    code,
    {
      value: {
        type: `urn:doorward:problem:${code}`,
        title,
        status,
        code,
        detail: `${title}.`,
        correlationId: 'req_01jmc69f8e9f0g1h2j3k4m5n6p',
        ...(code === 'validation_failed' && {
          errors: [{ field: 'limit', message: 'Too big: expected number to be <=100' }],
        }),
      },
    },
  ]),
)
