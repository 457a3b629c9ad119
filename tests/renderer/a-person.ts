import type { Member } from '#contract/members.ts'
import type { Team, User } from '#contract/users.ts'
import { history } from './a-service-account.ts'

export function aUser(changes: Partial<User> = {}): User {
  return {
    id: 'usr_1',
    name: 'Ada Lovelace',
    email: 'ada@acme.example',
    disabled: false,
    notifyOfExpiringSecrets: true,
    ...history,
    ...changes,
  }
}

export function aTeam(changes: Partial<Team> = {}): Team {
  return { id: 'team_1', name: 'ops', description: '', userCount: 1, ...history, ...changes }
}

export function aMembership(changes: Partial<Member> = {}): Member {
  return {
    id: 'mem_1',
    principal: { kind: 'user', id: 'usr_1', name: 'ada@acme.example' },
    namespaceId: 'grp_1',
    namespacePath: 'acme',
    roleId: 'role_1',
    roleName: 'rotator',
    inheritedFrom: null,
    builtIn: false,
    ...history,
    ...changes,
  }
}
