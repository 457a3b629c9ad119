import { describe, expect, it } from 'vitest'
import { type Permission, permissionActions, permissions } from '#contract/permissions.ts'
import {
  expandPermissions,
  findFixedRole,
  fixedRoles,
  listImplied,
  type Role,
} from '#server/domain/roles.ts'

/** What each role may do to each resource: view, create, update, delete by first letter. */
const table = `
  resource          | viewer | deployer | owner | system-viewer | system-user | system-group-creator
  group             | v      | v        | vcud  | v             | v           | v + create_top_level
  workspace         | v      | vcud     | vcud  | v             |             |
  service_account   | v      | vcud     | vcud  | v             |             |
  client_credential | v      | vcud     | vcud  | v             |             |
  token             | v      | vcud     | vcud  | v             |             |
  trust_policy      | v      | vcud     | vcud  | v             |             |
  issuer            | v      | v        | v     | v             |             |
  member            | v      | v        | vcud  | v             |             |
  role              | v      | v        | v     | v             |             |
  user              |        |          |       | v             |             |
  team              |        |          |       | v             |             |
  access            | v      | v        | v     | v             |             |
  audit             | v      | v        | v     | v             |             |
  signing_key       |        |          |       | v             |             |
  settings          |        |          |       | v             | v           | v
`

const [head = [], ...rows] = table
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))

const actions = new Map(Object.entries({ v: 'view', c: 'create', u: 'update', d: 'delete' }))

function toPermissions(resource: string, cell: string): readonly string[] {
  const [letters = '', ...verbs] = cell.split(' + ')
  const words = [...letters].map((letter) => actions.get(letter) ?? letter)
  return [...words, ...verbs].map((action) => `${resource}:${action}`)
}

function roleNamed(name: string): Role {
  const role = findFixedRole(name)
  if (!role) throw new Error(`there is no role ${name}`)
  return role
}

it('the table speaks of every resource', () => {
  expect(rows.map(([resource]) => resource)).toEqual(Object.keys(permissionActions))
})

it.each(head.slice(1).map((name, index) => [name, index + 1] as const))(
  '%s may do exactly what the table says',
  (name, column) => {
    const wanted = rows.flatMap((row) => toPermissions(row[0] ?? '', row[column] ?? ''))
    expect([...roleNamed(name).permissions].toSorted()).toEqual(wanted.toSorted())
  },
)

it('system-admin may do everything', () => {
  expect([...roleNamed('system-admin').permissions].toSorted()).toEqual([...permissions].toSorted())
})

describe('limits that no change of the table may move', () => {
  const of = (name: string, pattern: RegExp) =>
    [...roleNamed(name).permissions].filter((permission) => pattern.test(permission))

  it.each([
    ['viewer', /:(?!view$)/],
    ['system-viewer', /:(?!view$)/],
    ['system-user', /:(?!view$)/],
    ['deployer', /^(?:group|member|role|user|team|issuer|settings|signing_key):(?!view$)/],
    ['owner', /^(?:role|user|team|issuer|settings|signing_key):(?!view$)/],
    ['owner', /:(?:introspect|create_top_level)$/],
    ['system-group-creator', /:(?!view$|create_top_level$)/],
  ])('%s holds nothing like %s', (name, pattern) => {
    expect(of(name, pattern)).toEqual([])
  })

  it.each([
    ['viewer', 'deployer'],
    ['deployer', 'owner'],
    ['owner', 'system-admin'],
    ['system-user', 'system-group-creator'],
  ])('%s holds nothing that %s does not', (lesser, greater) => {
    const held = roleNamed(greater).permissions
    expect([...roleNamed(lesser).permissions].filter((each) => !held.has(each))).toEqual([])
  })
})

describe('changing a thing implies seeing it', () => {
  it.each(permissions)('%s', (permission) => {
    const [resource = '', action = ''] = permission.split(':')
    const isWrite = ['create', 'update', 'delete'].includes(action)
    expect(listImplied(permission)).toEqual(isWrite ? [`${resource}:view`] : [])
  })

  it('in every set of permissions', () => {
    const chosen: Permission[] = ['group:update', 'token:introspect', 'group:delete', 'audit:view']
    expect([...expandPermissions(chosen)].toSorted()).toEqual(
      ['audit:view', 'group:delete', 'group:update', 'group:view', 'token:introspect'].toSorted(),
    )
    expect([...expandPermissions([])]).toEqual([])
  })

  it.each(fixedRoles.map((role) => [role.name, role] as const))('in the role %s', (_, role) => {
    expect(expandPermissions(role.permissions)).toEqual(role.permissions)
  })
})

describe('finds roles that are code', () => {
  it.each([
    ['viewer', 'built_in', 'viewer'],
    ['role_viewer', 'built_in', 'viewer'],
    ['system-viewer', 'system', 'system-viewer'],
    ['role_system_viewer', 'system', 'system-viewer'],
    ['role_system_group-creator', 'system', 'system-group-creator'],
  ])('by %s', (reference, kind, name) => {
    expect(findFixedRole(reference)).toMatchObject({ kind, name })
  })

  it.each(['', 'admin', 'Viewer', 'viewer ', 'role_', 'constructor', '__proto__', 'role_admin'])(
    'but none by %j',
    (reference) => {
      expect(findFixedRole(reference)).toBeUndefined()
    },
  )

  it('of which no two share an id or a name', () => {
    const references = fixedRoles.flatMap(({ id, name }) => [id, name])
    expect(new Set(references).size).toBe(references.length)
  })
})
