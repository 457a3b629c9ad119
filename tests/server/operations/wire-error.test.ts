import { ORPCError, ValidationError } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { type ErrorCode, errorCodes } from '#contract/error-codes.ts'
import { AppError } from '#server/errors.ts'
import { toAppError, toWireError } from '#server/operations/wire-error.ts'
import { StorageError } from '#server/store/store-errors.ts'

interface Issue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[]
  readonly code?: string
  readonly keys?: readonly string[]
}

/** What the router throws when a schema refuses what came in or goes out. */
function aSchemaRefusal(code: string, issues: readonly Issue[]) {
  const cause = new ValidationError({
    message: 'Validation failed',
    issues,
    data: { secret: 'dwcs_x' },
  })
  return new ORPCError(code, { message: 'Validation failed', data: { issues }, cause })
}

describe('turns what was thrown into a refusal', () => {
  it('and leaves one of ours as it is', () => {
    const error = new AppError('name_taken', 'The name is taken.')
    expect(toAppError(error)).toBe(error)
  })

  it('that says in plain words why the disk refuses', () => {
    const error = new StorageError('storage_read_only', 'The disk is full.')
    expect(toAppError(error)).toMatchObject({
      code: 'storage_unavailable',
      message: 'The disk is full.',
      cause: error,
    })
  })

  it.each([
    ['an error', new Error('SELECT secret FROM table')],
    ['a type error', new TypeError('cannot read dwcs_x')],
    ['an error that looks like ours', { code: 'forbidden', message: 'secret' }],
    ['an error of another library', new ORPCError('FORBIDDEN', { message: 'secret' })],
    ['an error with a cause', new ORPCError('BAD_REQUEST', { cause: new Error('secret') })],
    ['text', 'secret'],
    ['nothing', undefined],
    ['null', null],
  ])('that tells nothing of %s, and keeps it for the log', (_, thrown) => {
    const error = toAppError(thrown)
    expect(error.code).toBe('unexpected')
    expect(error.message).toBe('Something went wrong on the server; its log says more.')
    expect(error.fields).toEqual([])
    expect(error.cause).toBe(thrown)
  })
})

describe('names the fields that are not valid', () => {
  it.each([
    ['a field', [{ message: 'Too long', path: ['name'] }], [['name', 'Too long']]],
    [
      'a field within a list',
      [{ message: 'Required', path: ['trustPolicies', 0, 'audience'] }],
      [['trustPolicies.0.audience', 'Required']],
    ],
    [
      'a field whose path has segments',
      [{ message: 'Required', path: [{ key: 'a' }, { key: 1 }] }],
      [['a.1', 'Required']],
    ],
    [
      'each of several',
      [
        { message: 'Too long', path: ['name'] },
        { message: 'Required', path: ['group'] },
      ],
      [
        ['name', 'Too long'],
        ['group', 'Required'],
      ],
    ],
    [
      'fields that are not known, each by itself',
      [{ message: 'Unrecognized keys', path: ['a'], code: 'unrecognized_keys', keys: ['b', 'c'] }],
      [
        ['a.b', 'This field is not known here.'],
        ['a.c', 'This field is not known here.'],
      ],
    ],
    ['the request itself', [{ message: 'Expected object' }], [['', 'Expected object']]],
  ])('%s', (_, issues, fields) => {
    const error = toAppError(aSchemaRefusal('BAD_REQUEST', issues))
    expect(error.code).toBe('validation_failed')
    expect(error.fields).toEqual(fields.map(([field, message]) => ({ field, message })))
    expect(error.message).toBe(
      `Check ${fields.map(([field]) => field || 'the request').join(', ')}.`,
    )
  })

  it('but not when our own answer is at fault', () => {
    const error = toAppError(
      aSchemaRefusal('INTERNAL_SERVER_ERROR', [{ message: 'Required', path: ['id'] }]),
    )
    expect(error.code).toBe('unexpected')
    expect(error.fields).toEqual([])
  })
})

describe('writes a refusal for the wire', () => {
  const codes = Object.keys(errorCodes) as ErrorCode[]

  it.each(codes)('%s with its status and the correlation id', (code) => {
    const wire = toWireError(new AppError(code, 'Because.'), 'req_1')
    expect(wire.toJSON()).toEqual({
      defined: true,
      code,
      status: errorCodes[code].status,
      message: 'Because.',
      data: { correlationId: 'req_1' },
    })
  })

  it('with the fields where there are some', () => {
    const fields = [{ field: 'name', message: 'Too long' }]
    const wire = toWireError(new AppError('validation_failed', 'Check name.', { fields }), 'req_1')
    expect(wire.data).toEqual({ correlationId: 'req_1', errors: fields })
  })

  it('without what is for the log only', () => {
    const error = new AppError('forbidden', 'No.', { detail: 'secret', cause: new Error('secret') })
    expect(JSON.stringify(toWireError(error, 'req_1'))).not.toContain('secret')
  })
})
