import { expect, it } from 'vitest'
import { findOwnMemberships } from '#server/access/own-memberships.ts'
import type { PrincipalRef } from '#server/domain/model.ts'
import {
  aCustomRole,
  aGroup,
  aMembership,
  aReader,
  aServiceAccount,
  aWorkspace,
} from './a-reader.ts'

const robot: PrincipalRef = { kind: 'service_account', id: 'sa_robot' }
const group = aMembership(robot, 'grp_acme', 'role_custom_keeper')
const workspace = aMembership(robot, 'ws_acme/prod', 'role_viewer')

/** An account at the root that keeps acme and sees its workspace. */
function aWorld() {
  const read = aReader()
  read.groups.put(aGroup('acme'))
  read.workspaces.put(aWorkspace('acme/prod'))
  read.roles.put(aCustomRole('keeper', ['group:view']))
  read.serviceAccounts.put(aServiceAccount('robot'))
  read.memberships.put(group)
  read.memberships.put(workspace)
  return read
}

type World = ReturnType<typeof aWorld>

const rows: readonly [string, (read: World) => void, Readonly<Record<string, string>>][] = [
  ['nothing', () => {}, { acme: 'keeper', 'acme/prod': 'viewer' }],
  [
    'a role that is held',
    (read) => read.memberships.put({ ...group, roleId: 'role_owner' }),
    { acme: 'owner', 'acme/prod': 'viewer' },
  ],
  [
    'a membership that is gone',
    (read) => read.memberships.restore(group.id, undefined),
    { 'acme/prod': 'viewer' },
  ],
  [
    'the name of a role',
    (read) => read.roles.put({ ...aCustomRole('keeper', []), name: 'guard' }),
    { acme: 'guard', 'acme/prod': 'viewer' },
  ],
  [
    'the path of a group',
    (read) => read.groups.put({ ...aGroup('acme'), path: 'acme-2' }),
    { 'acme-2': 'keeper', 'acme/prod': 'viewer' },
  ],
  [
    'the path of a workspace',
    (read) => read.workspaces.put({ ...aWorkspace('acme/prod'), path: 'acme/live' }),
    { acme: 'keeper', 'acme/live': 'viewer' },
  ],
  [
    'the home of the account',
    (read) => read.serviceAccounts.put({ ...aServiceAccount('robot'), path: 'acme/prod/robot' }),
    { 'acme/prod': 'viewer' },
  ],
]

it.each(rows)('tells what holds after a change of %s', (_, change, expected) => {
  const read = aWorld()
  const find = () => {
    const account = read.serviceAccounts.find('sa_robot')
    return account && findOwnMemberships(read, account)
  }
  expect(find()).toEqual({ acme: 'keeper', 'acme/prod': 'viewer' })
  change(read)
  expect(find()).toEqual(expected)
})

it('tells the same again while nothing has changed', () => {
  const read = aWorld()
  const account = aServiceAccount('robot')
  expect(findOwnMemberships(read, account)).toBe(findOwnMemberships(read, account))
})
