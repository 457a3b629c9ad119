import { isContractProcedure } from '@orpc/contract'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { contract } from '#contract/contract.ts'
import { SECRET_PATTERN } from '#server/domain/secret-format.ts'
import { exampleCalls, findExampleCall } from '#server/http/example-calls.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

const { body: document } = await server.get('/api/v1/openapi.json')

interface Operation {
  readonly name: string
  readonly input: z.ZodType
  readonly output: z.ZodType
}

const operations = listOperations(contract)

function listOperations(router: object, path: readonly string[] = []): readonly Operation[] {
  return Object.entries(router).flatMap(([key, value]: [string, unknown]) => {
    const name = [...path, key]
    if (!isContractProcedure(value)) return listOperations(Object(value), name)
    const { inputSchema, outputSchema } = value['~orpc']
    // Safe: the contract is written with zod alone.
    return {
      name: name.join('.'),
      input: inputSchema as z.ZodType,
      output: outputSchema as z.ZodType,
    }
  })
}

describe.each(operations)('the example of $name', ({ name, input, output }) => {
  const example = findExampleCall(name)

  it('is a call that the contract takes, with an answer that it gives', () => {
    expect(example, 'Add it to src-server/http/example-calls.ts').toBeDefined()
    expect(input.safeParse(example?.input).error).toBeUndefined()
    if (typeof example?.output === 'string') return
    const parsed = output.safeParse(example?.output)
    expect(parsed.error).toBeUndefined()
    expect(parsed.data).toEqual(example?.output)
  })

  it('fits whatever its schemas show as examples of themselves', () => {
    for (const schema of [input, output]) {
      for (const [part, shown] of listShown(schema)) {
        expect(z.safeParse(part, shown).error).toBeUndefined()
      }
    }
  })
})

/** Every example that a schema or any part of it was given. */
function listShown(schema: z.ZodType): readonly (readonly [z.core.$ZodType, unknown])[] {
  const shown: [z.core.$ZodType, unknown][] = []
  // A stream is described by a schema that is not zod's.
  if (!(schema instanceof z.ZodType)) return shown
  z.toJSONSchema(schema, {
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      for (const example of jsonSchema.examples ?? []) shown.push([zodSchema, example])
    },
  })
  return shown
}

it('shows examples inside the contract at all', () => {
  const count = operations.flatMap(({ input, output }) => [
    ...listShown(input),
    ...listShown(output),
  ]).length
  expect(count).toBeGreaterThan(50)
})

it('shows no secret that a scanner would take for a real one', () => {
  expect(JSON.stringify(exampleCalls)).not.toMatch(SECRET_PATTERN)
})

it('shows the call and its answer in the document', () => {
  const { post } = document.paths['/service-accounts/{account}/client-credentials/reset']
  expect(post.parameters[0]).toMatchObject({ name: 'account', example: 'acme/platform/deployer' })
  expect(post.requestBody.content['application/json'].example).toEqual({
    expiresAt: '2027-02-18T00:00:00.000Z',
  })
  expect(post.responses[200].content['application/json'].example).toMatchObject({
    clientSecret: expect.stringMatching(/^dwcs_/),
  })
  const [force] = document.paths['/groups/{group}'].delete.parameters.slice(-1)
  expect(force).toMatchObject({ name: 'force', in: 'query', schema: { type: 'boolean' } })
})
