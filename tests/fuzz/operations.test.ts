import fc from 'fast-check'
import { afterAll, expect } from 'vitest'
import { sendRaw } from '#support/raw-request.ts'
import { startTestServer } from '#support/start-test-server.ts'
import {
  type CallerName,
  createApiWorld,
  relate,
  restoreSettings,
  somethingFor,
} from './api-world.ts'
import { type DocumentedOperation, listDocumented } from './documented.ts'
import { fuzz } from './fuzz.ts'
import { encodedText, hostileText, hostileValue, toWellFormed } from './hostile.ts'
import { sendUnusual } from './send-unusual.ts'
import { spoil, toArbitrary } from './to-arbitrary.ts'
import { watchServer } from './watch-server.ts'

/** A fuzzed administrator deletes what the others need. */
const CALLS_UNTIL_RENEWAL = 150

/** Paths that are too long never reach an operation: 431. */
const ANSWERS = [200, 201, 204, 400, 401, 403, 404, 409, 413, 431]

const server = await startTestServer()
afterAll(() => server.close())
// A stream ends when its caller wants, which may be in an hour.
const operations = listDocumented((await server.get('/api/v1/openapi.json')).body).filter(
  ({ operationId }) => operationId !== 'changes',
)
const world = await createApiWorld(server)
const watch = watchServer(server)

interface Input {
  readonly operation: DocumentedOperation
  readonly caller: CallerName
  readonly parameters: Readonly<Record<string, unknown>>
  readonly body: unknown
}

const caller: fc.Arbitrary<CallerName> = fc.oneof(
  { weight: 6, arbitrary: fc.constant('administrator' as const) },
  { weight: 2, arbitrary: fc.constantFrom('robot' as const, 'person' as const) },
  { weight: 1, arbitrary: fc.constantFrom('stranger' as const, 'nobody' as const) },
)

function toBody({ body, example }: DocumentedOperation): fc.Arbitrary<unknown> {
  if (!body) return fc.constant(undefined)
  const valid = toArbitrary(body, somethingFor)
  const good = example === undefined ? valid : fc.oneof(valid, relate(example))
  return fc.oneof(good, good.chain(spoil))
}

const plausible = fc.constantFrom(...operations).chain((operation) =>
  fc.record<Input>({
    operation: fc.constant(operation),
    caller,
    body: toBody(operation),
    parameters: fc.record(
      Object.fromEntries(
        operation.parameters.map(({ name, schema }) => [
          name,
          somethingFor(name) ?? toArbitrary(schema, somethingFor),
        ]),
      ),
      {
        requiredKeys: operation.parameters
          .filter(({ required }) => required)
          .map(({ name }) => name),
      },
    ),
  }),
)

const hostile = fc.constantFrom(...operations).chain((operation) =>
  fc.record<Input>({
    operation: fc.constant(operation),
    caller,
    body: hostileValue,
    parameters: fc.record(
      Object.fromEntries(
        operation.parameters.map((each) => [
          each.name,
          fc.oneof(hostileText, somethingFor(each.name) ?? hostileText),
        ]),
      ),
    ),
  }),
)

const sent = { calls: 0 }

async function call({ operation, caller, parameters, body }: Input): Promise<void> {
  sent.calls += 1
  if (sent.calls % CALLS_UNTIL_RENEWAL === 0) await world.renew()
  const authorization = world.authorizationOf(caller)
  const version = await findVersion(operation)
  const takesBody = operation.method !== 'GET' && operation.method !== 'DELETE'
  const answer = await watch.check(
    sendRaw(server.url, {
      method: operation.method,
      path: `/api/v1${toTarget(operation, parameters)}`,
      headers: [
        ...(authorization ? [['authorization', authorization] as const] : []),
        ['content-type', 'application/json'],
      ],
      body:
        takesBody && body !== undefined ? JSON.stringify(toCurrent(world.fill(body), version)) : '',
    }),
    { maySendSecret: operation.method !== 'GET' },
  )
  expect(ANSWERS).toContain(answer.status)
  if (caller === 'nobody' || caller === 'stranger')
    expect(answer.status).toBeGreaterThanOrEqual(400)
  if (answer.status < 300) expect(operation.findFault(answer.status, answer.body)).toBeUndefined()
  if (answer.status < 300) world.note(answer.text)
  if (operation.operationId.startsWith('settings.')) await restoreSettings(server)
}

/** Of settings there is one, and whatever changes it needs its version. */
async function findVersion({ operationId }: DocumentedOperation): Promise<number | undefined> {
  if (operationId !== 'settings.update') return undefined
  return (await server.api('GET', '/settings')).body.version
}

function toCurrent(body: unknown, version: number | undefined): unknown {
  const isDated = version !== undefined && typeof Object(body).version === 'number'
  return isDated ? { ...Object(body), version } : body
}

/** Writes the path and the query; what belongs to an account is named together with it. */
function toTarget(
  { path, parameters }: DocumentedOperation,
  values: Readonly<Record<string, unknown>>,
): string {
  const texts = new Map(
    Object.entries(values).map(([name, value]) => [name, toText(world.fill(value))]),
  )
  for (const name of ['policy', 'key']) {
    const [account, own] = texts.get(name)?.split('/') ?? []
    if (account === undefined || own === undefined || !account.startsWith('sa_')) continue
    texts.set('account', account).set(name, own)
  }
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name) => toSegment(texts.get(name) ?? ''))
  const query = new URLSearchParams(
    parameters.flatMap((each) => {
      const text = texts.get(each.name)
      return each.in === 'query' && text !== undefined ? [[each.name, text]] : []
    }),
  )
  return `${filled}?${query}`
}

/** Without a segment, or with dots for one, another operation would be meant. */
function toSegment(text: string): string {
  return /^\.{0,2}$/.test(text) ? '-' : encodeURIComponent(text)
}

function toText(value: unknown): string {
  return toWellFormed(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
}

fuzz('operations with valid and nearly valid input', plausible, call)
fuzz('operations with hostile input', hostile, call)

const header = fc.tuple(
  fc.constantFrom(
    'authorization',
    'dpop',
    'content-type',
    'content-encoding',
    'transfer-encoding',
    'content-length',
    'accept',
    'expect',
    'host',
    'origin',
    'cookie',
    'if-none-match',
    'x-forwarded-for',
    'x-http-method-override',
    'range',
    'upgrade',
  ),
  fc.oneof(
    encodedText,
    fc.constantFrom(
      'application/json',
      'application/json; charset=utf-7',
      'text/plain',
      'multipart/form-data',
      'gzip',
      'chunked',
      '0',
      '-1',
      '5',
      '99999999999999999999',
      '100-continue',
      'Basic Og==',
      'Basic dXNlcjpwYXNz',
      'Bearer ',
      'DPoP x',
      'Bearer a.b.c',
      'null',
      'localhost',
      '[::1]:1',
      'evil.example',
      'bytes=0-1,5-',
      'h2c',
    ),
  ),
)

const request = fc.record({
  method: fc.constantFrom(
    'GET',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'HEAD',
    'OPTIONS',
    'TRACE',
    'PROPFIND',
  ),
  start: fc.constantFrom(
    ...operations.map(({ path }) => `/api/v1${path}`),
    '/api/v1',
    '/api/v1//',
    '/rpc',
    '/api/service-accounts',
    '/session',
    '/metrics',
    '/healthz',
    '/.well-known/jwks.json',
    '',
    'http://[',
    'http://localhost',
    '*',
  ),
  rest: fc.array(
    fc.oneof(
      encodedText,
      fc.constantFrom(
        '/',
        '//',
        '?',
        '&',
        '=',
        '[',
        ']',
        '..',
        ';',
        '#',
        '%',
        '?a[b][c]=1',
        '?limit[4294967294]=1',
        '?__proto__[limit]=1',
      ),
    ),
    { maxLength: 4 },
  ),
  headers: fc.array(header, { maxLength: 3 }),
  body: fc.oneof(
    fc.constant(''),
    hostileValue.map((value) => JSON.stringify(value)),
    hostileText,
    fc.constantFrom('['.repeat(200_000), '['.repeat(100_000) + ']'.repeat(100_000)),
  ),
  isAdministrator: fc.boolean(),
})

fuzz(
  'requests that no client would send',
  request,
  async ({ method, start, rest, headers, body, isAdministrator }) => {
    const path = `${start}${rest.join('')}`.replaceAll(/[^!-~]/g, '')
    const authorization = ['authorization', `Bearer ${server.adminToken}`] as const
    const isTyped = headers.some(([name]) => name === 'content-type')
    const json = isTyped ? [] : [['content-type', 'application/json'] as const]
    const all = [...(isAdministrator ? [authorization] : []), ...json, ...headers]
    await watch.check(sendUnusual(server.url, { method, path: path || '/', headers: all, body }), {
      maySendSecret: isAdministrator && method !== 'GET' && method !== 'HEAD',
    })
  },
)
