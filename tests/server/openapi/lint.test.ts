import { afterAll, expect, it } from 'vitest'
import { startTestServer } from '#support/start-test-server.ts'
import { runRedocly } from './run-redocly.ts'

const server = await startTestServer()
afterAll(() => server.close())

const { body: document } = await server.get('/api/v1/openapi.json')

it('lints without an error or a warning', async () => {
  const help = 'Tags and their order are in src-server/http/openapi-document.ts'
  expect(await runRedocly(document), help).toEqual([])
})

it('would not, if an example did not fit its schema, a reference led nowhere or a tag were unknown', async () => {
  const broken = structuredClone(document)
  broken.paths['/groups'].post.responses[201].content['application/json'].example.version = 'first'
  broken.paths['/users'].get.responses[401].content['application/problem+json'].schema = {
    $ref: '#/components/schemas/Missing',
  }
  broken.paths['/teams'].get.tags = ['Crews']

  const problems = (await runRedocly(broken)).join('\n')
  expect(problems).toContain('no-invalid-media-type-examples')
  expect(problems).toContain('no-unresolved-refs')
  expect(problems).toContain('operation-tag-defined')
})
