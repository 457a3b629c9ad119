import { describe, expect, it } from 'vitest'
import {
  findNamespacePath,
  findRole,
  nameOfPrincipal,
  requireAccount,
  requireGroup,
  requireMembership,
  requireNamespace,
  requirePrincipal,
  requireRole,
  requireTeam,
  requireToken,
  requireUser,
  requireWorkspace,
} from '#server/access/find.ts'
import { AppError } from '#server/errors.ts'
import {
  aCustomRole,
  aGroup,
  aMembership,
  aPerson,
  aReader,
  aServiceAccount,
  aTeam,
  aWorkspace,
} from './a-reader.ts'

function aWorld() {
  const read = aReader()
  read.groups.put(aGroup('acme'))
  read.workspaces.put(aWorkspace('acme/prod'))
  // An account may be called like a workspace or group beside it.
  read.serviceAccounts.put(aServiceAccount('acme/prod'))
  read.users.put(aPerson('ada'))
  read.teams.put(aTeam('ops'))
  read.roles.put(aCustomRole('fixer', ['group:update']))
  read.memberships.put(aMembership({ kind: 'user', id: 'usr_ada' }, 'grp_acme', 'role_owner'))
  return read
}

describe('finds by id and by name', () => {
  const read = aWorld()
  it.each([
    ['a group', requireGroup(read, 'acme').id, 'grp_acme'],
    ['a group', requireGroup(read, 'grp_acme').id, 'grp_acme'],
    ['a workspace', requireWorkspace(read, 'acme/prod').id, 'ws_acme/prod'],
    ['a workspace', requireWorkspace(read, 'ws_acme/prod').id, 'ws_acme/prod'],
    ['an account', requireAccount(read, 'acme/prod').id, 'sa_acme/prod'],
    ['an account', requireAccount(read, 'sa_acme/prod').id, 'sa_acme/prod'],
    ['a person', requireUser(read, 'ada@acme.example').id, 'usr_ada'],
    ['a person, in capitals', requireUser(read, 'Ada@ACME.example').id, 'usr_ada'],
    ['a person', requireUser(read, 'usr_ada').id, 'usr_ada'],
    ['a team', requireTeam(read, 'ops').id, 'team_ops'],
    ['a membership', requireMembership(read, 'mem_usr_ada@grp_acme').id, 'mem_usr_ada@grp_acme'],
    ['a role', requireRole(read, 'fixer').id, 'role_custom_fixer'],
    ['a role that is code', requireRole(read, 'owner').id, 'role_owner'],
  ])('%s', (_, found, id) => {
    expect(found).toBe(id)
  })

  it.each([
    ['', 'installation', ''],
    ['acme', 'group', 'grp_acme'],
    ['grp_acme', 'group', 'grp_acme'],
    ['acme/prod', 'workspace', 'ws_acme/prod'],
  ])('the namespace %j', (reference, kind, id) => {
    expect(requireNamespace(read, reference)).toMatchObject({ kind, id })
    expect(findNamespacePath(read, id)).toBe(id.replace(/^\w+_/, ''))
  })

  it('what a custom role implies', () => {
    expect([...(findRole(read, 'fixer')?.permissions ?? [])].toSorted()).toEqual([
      'group:update',
      'group:view',
    ])
  })
})

describe('takes as a principal', () => {
  it.each([
    ['usr_ada', 'user', 'usr_ada', 'ada@acme.example'],
    ['user:ada@acme.example', 'user', 'usr_ada', 'ada@acme.example'],
    ['user:usr_ada', 'user', 'usr_ada', 'ada@acme.example'],
    ['team_ops', 'team', 'team_ops', 'ops'],
    ['team:ops', 'team', 'team_ops', 'ops'],
    ['sa_acme/prod', 'service_account', 'sa_acme/prod', 'acme/prod'],
    ['serviceAccount:acme/prod', 'service_account', 'sa_acme/prod', 'acme/prod'],
    ['service_account:acme/prod', 'service_account', 'sa_acme/prod', 'acme/prod'],
  ])('%s', (reference, kind, id, name) => {
    const found = requirePrincipal(aWorld(), reference)
    expect(found).toEqual({ kind, id })
    expect(nameOfPrincipal(aWorld(), found)).toBe(name)
  })

  it.each([
    'acme/prod',
    'ada@acme.example',
    'ops',
    'user:',
    'user:ops',
    'team:usr_ada',
    'user:team_ops',
    'serviceAccount:acme',
    'group:acme',
    'USER:ada@acme.example',
    ' user:ada@acme.example',
    'usr_nobody',
    'grp_acme',
    '',
  ])('but not %j', (reference) => {
    expect(() => requirePrincipal(aWorld(), reference)).toThrow(AppError)
  })
})

describe('refuses alike, whatever is missing', () => {
  const read = aWorld()
  it.each([
    ['group', requireGroup],
    ['workspace', requireWorkspace],
    ['service account', requireAccount],
    ['user', requireUser],
    ['team', requireTeam],
    ['role', requireRole],
    ['member', requireMembership],
    ['token', requireToken],
    ['namespace', requireNamespace],
  ] as const)('%s', (what, require) => {
    for (const reference of ['nothing', 'acme/', '/acme', 'constructor', '__proto__']) {
      expect(() => require(read, reference)).toThrow(
        expect.objectContaining({
          code: 'not_found',
          message: `There is no ${what} "${reference}", or you may not see it.`,
        }),
      )
    }
  })

  it('finds no path for a namespace that is gone', () => {
    expect(findNamespacePath(read, 'grp_gone')).toBeUndefined()
  })

  it('calls by its id who is gone', () => {
    for (const kind of ['user', 'team', 'service_account'] as const) {
      expect(nameOfPrincipal(read, { kind, id: 'gone' })).toBe('gone')
    }
  })
})
