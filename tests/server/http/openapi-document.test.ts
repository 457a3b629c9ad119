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
    readonly route: { readonly method?: string; readonly path?: string }
    readonly errorMap: Readonly<Record<string, { readonly status?: number }>>
  }
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

  it.each(operations)(
    'describes %s with a summary and its refusals',
    (_, { '~orpc': definition }) => {
      const { method = '', path = '' } = definition.route
      const described = document.paths[path]?.[method.toLowerCase()]

      expect(described?.summary).toMatch(/^[A-Z].{5,}/)
      const statuses = Object.values(definition.errorMap).map((error) => String(error.status))
      expect(Object.keys(described.responses)).toEqual(expect.arrayContaining(statuses))
      for (const status of statuses) {
        const { schema } = Object.values(described.responses[status].content)[0] as {
          schema: { properties: { code: { enum: string[] } } }
        }
        expect(JSON.stringify(schema)).toContain('correlationId')
      }
    },
  )

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

  it('names codes that the API knows', () => {
    const codes = [
      ...JSON.stringify(document).matchAll(/"code":\{"type":"string","enum":\[(.*?)\]/g),
    ]
      .flatMap(([, list]) => (list ?? '').split(','))
      .map((code) => code.replaceAll('"', ''))
    expect(codes.length).toBeGreaterThan(0)
    for (const code of codes) expect(errorCodes).toHaveProperty([code])
  })
})
