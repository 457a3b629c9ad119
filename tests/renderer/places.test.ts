import { describe, expect, it } from 'vitest'
import { listCrumbs } from '#renderer/app/list-crumbs.ts'
import {
  listAncestors,
  splitRoutedPath,
  toEditServiceAccountRoute,
  toGroupRoute,
  toNewServiceAccountRoute,
  toTrustPolicyRoute,
} from '#renderer/lib/paths.ts'

describe('routes', () => {
  it('keep a path apart from what is done with it, whatever groups are called', () => {
    const group = 'acme/service-accounts/new'
    const splat = toNewServiceAccountRoute(group).replace('/groups/', '')

    expect(splitRoutedPath(splat)).toEqual({ path: group, action: 'service-accounts/new' })
    expect(splitRoutedPath(group)).toEqual({ path: group })
    expect(splitRoutedPath('acme/edit')).toEqual({ path: 'acme/edit' })
  })

  it('lead the empty path to all groups', () => {
    expect(toGroupRoute('')).toBe('/groups')
  })

  it('know what is above', () => {
    expect(listAncestors('a/b/c')).toEqual(['a', 'a/b'])
    expect(listAncestors('a')).toEqual([])
  })
})

describe('breadcrumbs', () => {
  it.each([
    ['/', ['Home']],
    ['/settings', ['Settings']],
    ['/groups/acme/prod', ['Groups', 'acme', 'prod']],
    ['/groups/acme/-/service-accounts/new', ['Groups', 'acme', 'New service account']],
    ['/workspaces/acme/prod', ['Groups', 'acme', 'prod']],
    ['/service-accounts', ['Service accounts']],
    ['/service-accounts/acme/prod/deployer', ['Groups', 'acme', 'prod', 'deployer']],
    ['/attempts', ['Attempts']],
    ['/tokens', ['Tokens']],
    ['/access', ['Check access']],
    ['/roles/deployer', ['Roles', 'deployer']],
    ['/users/usr_1', ['Users', 'User']],
    ['/teams/team_1', ['Teams', 'Team']],
    ['/attempts/att_1', ['Attempts', 'Attempt']],
    ['/no/such/place', ['Groups']],
    [toTrustPolicyRoute('acme/a'), ['Groups', 'acme', 'a', 'New trust policy']],
    [toTrustPolicyRoute('acme/a', 'tp_1'), ['Groups', 'acme', 'a', 'Trust policy']],
    [toEditServiceAccountRoute('root-account'), ['Groups', 'root-account', 'Edit']],
  ])('of %s', (pathname, labels) => {
    expect(listCrumbs(pathname).map(({ label }) => label)).toEqual(labels)
  })
})
