import { isContractProcedure } from '@orpc/contract'
import { describe, expect, it } from 'vitest'
import { contract } from '#contract/contract.ts'
import { errorCodes } from '#contract/error-codes.ts'
import type { OperationMeta } from '#contract/operation.ts'
import { Permission, permissions } from '#contract/permissions.ts'

interface Operation {
  readonly name: string
  readonly meta: OperationMeta
  readonly route: {
    readonly method?: string
    readonly path?: string
    readonly summary?: string
    readonly tags?: readonly string[]
    readonly successStatus?: number
  }
  readonly errors: Readonly<Record<string, { status?: number; message?: string } | undefined>>
  readonly hasInput: boolean
  readonly hasOutput: boolean
}

function listOperations(router: object, path: readonly string[] = []): readonly Operation[] {
  return Object.entries(router).flatMap(([key, value]: [string, unknown]) => {
    const name = [...path, key]
    if (!isContractProcedure(value)) return listOperations(Object(value), name)
    const { meta, route, errorMap, inputSchema, outputSchema } = value['~orpc']
    return {
      name: name.join('.'),
      // Safe: every operation is begun with `operation(meta)`, as the first test proves.
      meta: meta as OperationMeta,
      route,
      errors: errorMap,
      hasInput: inputSchema !== undefined,
      hasOutput: outputSchema !== undefined,
    }
  })
}

const operations = listOperations(contract)

/** Whoever is signed in may know who they are and what roles there are. */
const openToCallers = [
  'whoami',
  'overview.get',
  'changes',
  'roles.list',
  'roles.get',
  'permissions',
  'providerProfiles.list',
  'providerProfiles.draft',
]

/** Reads that carry a body, because their question does not fit into an address. */
const readByPost = [
  'access.check',
  'providerProfiles.draft',
  'trust.evaluate',
  'trust.draft',
  'trust.replay',
]

/** What is no target of the chain, because it is not in the store: the handler decides who sees it. */
const decidedByHandler = ['trust.getAttempt', 'trust.draft']

it('describes operations', () => {
  expect(operations.length).toBeGreaterThan(15)
})

describe.each(operations)('$name', ({ meta, route, errors, hasInput, hasOutput, name }) => {
  it('needs a permission of the table, or none on purpose', () => {
    expect([...permissions, 'none']).toContain(meta.permission)
    expect(['read', 'change']).toContain(meta.effect)
    expect(meta.permission === 'none').toBe(openToCallers.includes(name))
    if (meta.permission === 'none')
      expect(meta).toMatchObject({ on: { kind: 'caller' }, effect: 'read' })
  })

  it('has a route, a summary of one line and a tag', () => {
    expect(route.method).toMatch(/^(?:GET|POST|PATCH|PUT|DELETE)$/)
    expect(route.path).toMatch(/^(?:\/(?:[a-z-]+|\{[a-zA-Z]+\}))+$/)
    expect(route.summary).toMatch(/^[A-Z][^\n]{5,}[^.\s]$/)
    expect(route.tags).toHaveLength(1)
  })

  it('reads by GET and changes by anything else', () => {
    const isRead = route.method === 'GET' || readByPost.includes(name)
    expect(isRead).toBe(meta.effect === 'read')
    if (readByPost.includes(name)) expect(route.method).toBe('POST')
  })

  it('needs a permission that fits what it does', () => {
    const [, action] = meta.permission.split(':')
    expect(meta.effect === 'read').toBe(action === undefined || action === 'view')
  })

  it('says what it takes and what it answers', () => {
    expect({ hasInput, hasOutput }).toEqual({ hasInput: true, hasOutput: true })
  })

  it('names in its route what it acts on', () => {
    const inRoute = [...(route.path ?? '').matchAll(/\{(\w+)\}/g)].map((match) => match[1])
    if (inRoute.length === 0 || [...openToCallers, ...decidedByHandler].includes(name)) return
    expect('field' in meta.on ? inRoute : []).toContain('field' in meta.on && meta.on.field)
  })

  it('knows its refusals by their codes', () => {
    for (const [code, error] of Object.entries(errors)) {
      expect(Object.keys(errorCodes)).toContain(code)
      const known = Object.entries(errorCodes).find(([other]) => other === code)?.[1]
      expect(error).toMatchObject({ status: known?.status, message: known?.title })
    }
    const everywhere = ['validation_failed', 'unauthenticated', 'forbidden', 'not_found']
    expect(Object.keys(errors)).toEqual(expect.arrayContaining(everywhere))
    expect('storage_unavailable' in errors).toBe(meta.effect === 'change')
  })
})

it('adds to the audit log only by what happens: no operation writes to it', () => {
  const ofTheLog = operations.filter(
    ({ name, meta }) => name.startsWith('audit.') || meta.permission.startsWith('audit:'),
  )
  expect(ofTheLog.length).toBeGreaterThan(2)
  expect(ofTheLog.filter(({ meta }) => meta.effect !== 'read')).toEqual([])
  expect(permissions.filter((one) => one.startsWith('audit:'))).toEqual(['audit:view'])
})

it('has no two operations with the same method and path', () => {
  const routes = operations.map(({ route }) => {
    const path = route.path?.replace(/\{\w+\}/g, '{}')
    return `${route.method} ${path}`
  })
  expect([...new Set(routes)]).toEqual(routes)
})

it('has no two permissions of one name', () => {
  expect([...new Set(permissions)]).toEqual(permissions)
  for (const permission of permissions) expect(permission).toMatch(/^[a-z_]+:[a-z_]+$/)
})

it.each(['group:*', '*', 'group', 'group:View', 'constructor', ''])(
  '%j is no permission',
  (text) => {
    expect(Permission.safeParse(text).success).toBe(false)
  },
)

describe('every refusal', () => {
  it.each(Object.entries(errorCodes))('%s has a title and a status', (code, { title, status }) => {
    expect(code).toMatch(/^[a-z_]+$/)
    expect(title).toMatch(/^[A-Z].*[a-z]$/)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(600)
  })

  it('has a title of its own', () => {
    const titles = Object.values(errorCodes).map(({ title }) => title)
    expect([...new Set(titles)]).toEqual(titles)
  })
})
