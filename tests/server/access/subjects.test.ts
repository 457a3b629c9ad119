import { describe, expect, it } from 'vitest'
import type { Actor } from '#contract/common.ts'
import {
  listGrants,
  toCallerSubject,
  toEnabledSubject,
  toSubject,
} from '#server/access/subjects.ts'
import { decideAccess, type Grant } from '#server/domain/decide-access.ts'
import type { PrincipalRef, ServiceAccount } from '#server/domain/model.ts'
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

const ada: PrincipalRef = { kind: 'user', id: 'usr_ada' }
const ops: PrincipalRef = { kind: 'team', id: 'team_ops' }
const deployer: PrincipalRef = { kind: 'service_account', id: 'sa_acme/a/deployer' }

/** acme, acme/a with the account deployer and the workspace prod, other; Ada is in the team ops. */
function aWorld() {
  const read = aReader()
  for (const path of ['acme', 'acme/a', 'other']) read.groups.put(aGroup(path))
  read.workspaces.put(aWorkspace('acme/a/prod'))
  read.serviceAccounts.put(aServiceAccount('acme/a/deployer'))
  read.users.put(aPerson('ada'))
  read.users.put(aPerson('bob'))
  for (const team of ['ops', 'dev']) read.teams.put(aTeam(team))
  read.teamMembers.put({ id: 'team_ops/usr_ada', teamId: 'team_ops', userId: 'usr_ada' })
  return read
}

const show = (grants: readonly Grant[]) =>
  grants.map(
    ({ principal, role, namespacePath }) =>
      `${principal.name}: ${role.name} ${namespacePath || '/'}`,
  )

describe('gathers the roles of', () => {
  it('a person and their teams, nobody else’s', () => {
    const read = aWorld()
    read.memberships.put(aMembership(ada, 'grp_acme', 'role_viewer'))
    read.memberships.put(aMembership(ops, 'ws_acme/a/prod', 'role_owner'))
    read.memberships.put(aMembership({ kind: 'team', id: 'team_dev' }, 'grp_other', 'role_owner'))
    read.memberships.put(aMembership({ kind: 'user', id: 'usr_bob' }, 'grp_other', 'role_owner'))
    const { grants, standing, homePath } = toSubject(read, ada)
    expect(show(grants)).toEqual(['ada@acme.example: viewer acme', 'ops: owner acme/a/prod'])
    expect([standing, homePath]).toEqual(['active', ''])
    expect(show(listGrants(read, ada))).toEqual(['ada@acme.example: viewer acme'])
  })

  it('an account, which has a home', () => {
    const read = aWorld()
    read.memberships.put(aMembership(deployer, 'grp_acme/a', 'role_deployer'))
    const { grants, homePath } = toSubject(read, deployer)
    expect(show(grants)).toEqual(['acme/a/deployer: deployer acme/a'])
    expect(homePath).toBe('acme/a')
  })

  it('an account at the root, which acts anywhere', () => {
    const read = aWorld()
    read.serviceAccounts.put(aServiceAccount('robot'))
    const robot = { kind: 'service_account', id: 'sa_robot' } as const
    read.memberships.put(aMembership(robot, '', 'role_system_user'))
    const { grants, homePath } = toSubject(read, robot)
    expect([show(grants), homePath]).toEqual([['robot: system-user /'], ''])
  })

  it('a team by itself', () => {
    const read = aWorld()
    read.memberships.put(aMembership(ops, 'grp_acme', 'role_owner'))
    const { grants, standing } = toSubject(read, ops)
    expect([show(grants), standing]).toEqual([['ops: owner acme'], 'active'])
  })
})

describe('a role vanishes', () => {
  it('when it is deleted, though somebody was left holding it', () => {
    const read = aWorld()
    const role = aCustomRole('fixer', ['group:update'])
    read.roles.put(role)
    read.memberships.put(aMembership(ada, 'grp_acme', role.id))
    expect(decideAccess(toSubject(read, ada), 'group:update', 'acme').allowed).toBe(true)
    expect(decideAccess(toSubject(read, ada), 'group:view', 'acme').allowed).toBe(true)
    read.roles.restore(role.id, undefined)
    expect(toSubject(read, ada).grants).toEqual([])
  })

  it('with its namespace', () => {
    const read = aWorld()
    read.memberships.put(aMembership(ada, 'grp_other', 'role_owner'))
    read.groups.restore('grp_other', undefined)
    expect(toSubject(read, ada).grants).toEqual([])
  })

  it('for who left the team', () => {
    const read = aWorld()
    read.memberships.put(aMembership(ops, 'grp_acme', 'role_owner'))
    expect(toSubject(read, ada).grants).toHaveLength(1)
    read.teamMembers.restore('team_ops/usr_ada', undefined)
    expect(toSubject(read, ada).grants).toEqual([])
  })

  it('for an account whose group moved away from it', () => {
    const read = aWorld()
    read.memberships.put(aMembership(deployer, 'grp_acme', 'role_owner'))
    read.memberships.put(aMembership(deployer, 'grp_acme/a', 'role_viewer'))
    read.groups.put({ ...aGroup('acme/a'), path: 'other/a', parentId: 'grp_other' })
    read.serviceAccounts.put({ ...aServiceAccount('acme/a/deployer'), path: 'other/a/deployer' })
    const subject = toSubject(read, deployer)
    expect(decideAccess(subject, 'group:view', 'acme')).toMatchObject({
      allowed: false,
      losing: [{ reason: 'outside_home' }],
    })
    expect(decideAccess(subject, 'group:view', 'other/a').allowed).toBe(true)
    expect(decideAccess(subject, 'group:view', 'other').allowed).toBe(false)
  })
})

describe('stands as', () => {
  it.each<readonly [string, Partial<ServiceAccount>, string, string]>([
    ['active', {}, 'active', 'active'],
    ['disabled', { disabled: true }, 'disabled', 'active'],
    ['internal', { kind: 'internal' }, 'internal', 'internal'],
    ['internal even when disabled', { kind: 'internal', disabled: true }, 'internal', 'internal'],
    ['active, one that comes with Doorward', { kind: 'built_in' }, 'active', 'active'],
  ])('%s: an account', (_, more, standing, enabled) => {
    const read = aWorld()
    read.serviceAccounts.put(aServiceAccount('acme/a/deployer', more))
    expect(toSubject(read, deployer).standing).toBe(standing)
    expect(toEnabledSubject(read, deployer).standing).toBe(enabled)
  })

  it.each([
    [false, 'active'],
    [true, 'disabled'],
  ])('a person who is disabled: %j', (disabled, standing) => {
    const read = aWorld()
    read.users.put(aPerson('ada', { disabled }))
    expect(toSubject(read, ada).standing).toBe(standing)
  })

  it.each([ada, deployer])('disabled: who is gone, $id', (principal) => {
    const read = aWorld()
    read.memberships.put(aMembership(principal, 'grp_acme', 'role_owner'))
    read.users.restore('usr_ada', undefined)
    read.serviceAccounts.restore('sa_acme/a/deployer', undefined)
    expect(toSubject(read, principal).standing).toBe('disabled')
  })
})

describe('a caller', () => {
  const anActor = (kind: Actor['kind'], id: string): Actor => ({ kind, id, name: id })
  const authenticatedBy = 'api_token' as const

  it('who is the administrator needs no role', () => {
    const actor = anActor('administrator', 'admin')
    expect(toCallerSubject(aWorld(), { actor, authenticatedBy }).standing).toBe('administrator')
  })

  it.each([
    ['user', 'usr_admin'],
    ['service_account', 'sa_admin'],
    ['system', 'admin'],
  ] as const)('who is a %s and only called like it is not', (kind, id) => {
    const subject = toCallerSubject(aWorld(), { actor: anActor(kind, id), authenticatedBy })
    expect(subject).toMatchObject({ standing: 'disabled', grants: [] })
  })

  it('keeps what their token leaves out', () => {
    const read = aWorld()
    read.memberships.put(aMembership(ada, 'grp_acme', 'role_owner'))
    const restriction = { permissions: null, namespaces: ['acme/a'] }
    const actor = anActor('user', 'usr_ada')
    const subject = toCallerSubject(read, { actor, authenticatedBy, restriction })
    expect(decideAccess(subject, 'group:view', 'acme/a').allowed).toBe(true)
    expect(decideAccess(subject, 'group:view', 'acme').reason).toBe('outside_token')
  })
})
