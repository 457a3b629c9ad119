import { afterAll, describe, expect, it } from 'vitest'
import { contract } from '#contract/contract.ts'
import { errorCodes } from '#contract/error-codes.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer({
  config: { publicUrl: 'https://tokens.acme.example/auth' },
})
afterAll(() => server.close())

const { status, headers, body: document } = await server.get('/api/v1/openapi.json')

interface Described {
  readonly '~orpc': {
    readonly route: {
      readonly method?: string
      readonly path?: string
      readonly successStatus?: number
    }
    readonly errorMap: Readonly<Record<string, { readonly status?: number }>>
  }
}

interface Answer {
  readonly content: { readonly 'application/problem+json': Refusal }
}

interface Refusal {
  readonly schema: { readonly allOf: readonly [object, { properties: { code: Codes } }] }
  readonly examples: object
}

interface Codes {
  readonly enum: readonly string[]
}

const operations = Object.entries(contract).flatMap(([name, entry]) =>
  '~orpc' in entry
    ? [[name, entry as Described] as const]
    : // Safe: what is no operation is a group of them.
      Object.entries(entry as object).map(
        ([inner, operation]) => [`${name}.${inner}`, operation as Described] as const,
      ),
)

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1, needs no token, and names the public URL', () => {
    expect(status).toBe(200)
    expect(headers.get('content-type')).toMatch(/^application\/json/)
    expect(document.openapi).toMatch(/^3\.1\.\d$/)
    expect(document.servers).toEqual([{ url: 'https://tokens.acme.example/auth/api/v1' }])
    expect(document.components.securitySchemes.bearer).toMatchObject({
      type: 'http',
      scheme: 'bearer',
    })
  })

  it.each(operations)('describes %s for people and for tools', (name, { '~orpc': definition }) => {
    const described = findDescribed(definition)

    expect(described.operationId).toBe(name)
    expect(described.summary).toMatch(/^[A-Z].{5,}/)
    const known = document.tags.map((tag: { name: string }) => tag.name)
    expect(known).toEqual(expect.arrayContaining(described.tags))
    expect(described.security ?? document.security).toEqual([{ bearer: [] }, { basic: [] }])
    for (const parameter of described.parameters ?? []) {
      expect(parameter.description).toMatch(/^[A-Z].{5,}\.$/)
    }
  })

  it.each(operations)('names every refusal of %s as a problem', (_, { '~orpc': definition }) => {
    const described = findDescribed(definition)
    const codes = Object.keys(definition.errorMap)
    const answers = Object.entries<Answer>(described.responses).filter(
      ([status]) => status >= '400',
    )
    const named = answers.flatMap(([status, { content }]) => {
      expect(Object.keys(content)).toEqual(['application/problem+json'])
      const { schema, examples } = content['application/problem+json']
      const [common, own] = schema.allOf
      expect(common).toEqual({ $ref: '#/components/schemas/Problem' })
      const { enum: ours } = own.properties.code
      expect(Object.keys(examples)).toEqual(ours)
      return ours.map((code) => [code, Number(status)] as const)
    })

    expect(named.map(([code]) => code)).toEqual(expect.arrayContaining([...codes]))
    for (const [code, status] of named) expect(errorCodes).toHaveProperty([code, 'status'], status)
    const always = ['400', '401', '403', '404', '421', '500']
    expect(Object.keys(described.responses)).toEqual(expect.arrayContaining(always))
    expect('413' in described.responses).toBe('requestBody' in described)
  })

  it.each(operations)('shows a call of %s and its answer', (_, { '~orpc': definition }) => {
    const described = findDescribed(definition)
    const [success = ''] = Object.keys(described.responses).filter((status) => status < '300')
    expect(success).toBe(String(definition.route.successStatus ?? 200))

    for (const { in: place, example } of described.parameters ?? []) {
      if (place === 'path') expect(example).toEqual(expect.any(String))
    }
    if (described.requestBody) {
      expect(described.requestBody.content['application/json']).toHaveProperty('example')
    }
    const { content } = described.responses[success]
    if (success === '204') expect(content).toBeUndefined()
    else expect(Object.values(content)[0]).toHaveProperty('example')
  })

  it('describes nothing that is not in the contract', () => {
    const count = Object.values(document.paths as Record<string, object>)
      .flatMap((path) => Object.keys(path))
      .filter((key) => ['get', 'post', 'patch', 'delete', 'put'].includes(key)).length
    expect(count).toBe(operations.length)
  })

  it('refers to nothing that it does not hold', () => {
    const text = JSON.stringify(document)
    const names = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name)

    expect(names.length).toBeGreaterThan(5)
    for (const name of names) expect(document.components.schemas).toHaveProperty([name ?? ''])
  })

  it('describes and shows a problem of every code', () => {
    const { schemas, examples } = document.components
    const codes = Object.keys(errorCodes)
    expect(schemas.Problem.properties.code.enum).toEqual(codes)
    expect(Object.keys(examples)).toEqual(codes)
    for (const [code, { status }] of Object.entries(errorCodes)) {
      expect(examples[code].value).toMatchObject({ code, status })
    }
  })
})

function findDescribed({ route: { path = '', method = '' } }: Described['~orpc']) {
  return document.paths[path][method.toLowerCase()]
}
