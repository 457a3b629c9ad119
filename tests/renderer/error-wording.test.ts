import { ORPCError } from '@orpc/client'
import { afterEach, describe, expect, it } from 'vitest'
import { errorCodes } from '#contract/error-codes.ts'
import { isProblemCode, wordError } from '#renderer/lib/error-wording.ts'
import { speak } from '#renderer/lib/language.ts'
import { createProblem, toProblem } from '#renderer/lib/problem.ts'
import { errors as german } from '#renderer/words/de/errors.ts'
import { errors as english } from '#renderer/words/en/errors.ts'
import { aRefusal } from './fake-client.ts'

describe('the wording of refusals', () => {
  it.each(Object.keys(errorCodes))('tells what happened and what to do for %s', (code) => {
    expect(isProblemCode(code)).toBe(true)
  })

  it.each([...Object.entries(english), ...Object.entries(german)])(
    '%s is a title and a full sentence',
    (_, wording) => {
      expect(wording.title).toMatch(/^\p{Lu}.*[^.]$/u)
      expect(wording.advice).toMatch(/^\p{Lu}.*\.$/u)
    },
  )

  it.each(['toString', '__proto__', 'BAD_REQUEST', 7])('does not know %s', (code) => {
    expect(isProblemCode(code)).toBe(false)
  })
})

describe('a refusal in another language', () => {
  afterEach(() => speak('en'))

  it('is said in the language of the window', async () => {
    await speak('de')

    expect(createProblem('name_taken', {}).title).toBe('Dieser Name ist vergeben')
  })
})

describe('turning what was thrown into a problem', () => {
  it('keeps what the server said of this case, its fields and its correlation id', () => {
    const fields = [{ field: 'name', message: 'No.' }]

    expect(toProblem(aRefusal('name_taken', fields, 'There is one already.'))).toMatchObject({
      code: 'name_taken',
      detail: 'There is one already.',
      correlationId: 'req_test',
      fields,
    })
  })

  it.each([
    [new ORPCError('INTERNAL_SERVER_ERROR'), 'unexpected'],
    [new ORPCError('UNAUTHORIZED', { status: 401 }), 'unauthenticated'],
    [new TypeError('Failed to fetch'), 'unreachable'],
    ['a string', 'unreachable'],
  ])('%s is %s', (thrown, code) => {
    expect(toProblem(thrown).code).toBe(code)
  })

  it.each(['unauthenticated', 'version_conflict'] as const)(
    'does not repeat to people what the API says of %s',
    (code) => {
      expect(toProblem(aRefusal(code)).detail).toBeUndefined()
    },
  )

  it('trusts no shape of the data', () => {
    const data = { correlationId: 5, errors: [{ field: 1 }, null, { field: 'a', message: 'b' }] }
    const problem = toProblem(new ORPCError('not_found', { data }))

    expect(problem.correlationId).toBeUndefined()
    expect(problem.fields).toEqual([{ field: 'a', message: 'b' }])
  })

  it('does not say the same thing twice', () => {
    const { title } = wordError('not_found')

    expect(createProblem('not_found', { detail: title }).detail).toBeUndefined()
  })
})
