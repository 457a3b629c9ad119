import { expect, it } from 'vitest'
import { toScopeRestriction } from '#server/domain/decide-scope.ts'
import { listMemberships } from '#server/domain/list-memberships.ts'
import { aSubject } from './a-subject.ts'

const roles = 'viewer acme + deployer acme/a + owner acme/a/prod + viewer acme/b'

it.each<[string, string | undefined, object | undefined]>([
  [
    'all, without a scope',
    undefined,
    { acme: 'viewer', 'acme/a': 'deployer', 'acme/a/prod': 'owner', 'acme/b': 'viewer' },
  ],
  ['none, with permissions', 'group:view', undefined],
  ['none, with permissions in a namespace', 'group:view namespace:acme', undefined],
  [
    'those inside a namespace, and its own',
    'namespace:acme/a',
    { 'acme/a': 'deployer', 'acme/a/prod': 'owner' },
  ],
  [
    'one from above, at the namespace asked for',
    'namespace:acme/a/test',
    { 'acme/a/test': 'deployer' },
  ],
  [
    'those of several namespaces',
    'namespace:acme/b namespace:acme/a/prod',
    { 'acme/b': 'viewer', 'acme/a/prod': 'owner' },
  ],
  ['none of a sibling whose name goes on', 'namespace:acme/ab', { 'acme/ab': 'viewer' }],
  ['none of another tree', 'namespace:other', {}],
])('a token tells of %s', (_, scope, expected) => {
  const restriction = scope === undefined ? undefined : toScopeRestriction(scope)
  const subject = aSubject(`account in acme: ${roles}`)
  expect(listMemberships(subject, restriction)).toEqual(expected)
})

it('a token tells of no role outside the home group', () => {
  const strayed = aSubject('account in acme: viewer acme + owner other')
  expect(listMemberships(strayed, undefined)).toEqual({ acme: 'viewer' })
  expect(listMemberships(strayed, toScopeRestriction('namespace:other'))).toEqual({})
})
