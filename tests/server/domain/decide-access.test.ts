import { expect, it } from 'vitest'
import type { Actor } from '#contract/common.ts'
import { permissions } from '#contract/permissions.ts'
import { decideAccess, listPermissions, type Principal } from '#server/domain/decide-access.ts'

function aPrincipal(kind: Actor['kind']): Principal {
  return { actor: { kind, id: 'x', name: 'X' }, authenticatedBy: 'bootstrap_token' }
}

it('lets the administrator do everything everywhere', () => {
  const administrator = aPrincipal('administrator')
  for (const permission of permissions) {
    expect(decideAccess(administrator, permission, '')).toEqual({ allowed: true })
    expect(decideAccess(administrator, permission, 'acme/platform')).toEqual({ allowed: true })
  }
  expect(listPermissions(administrator, '')).toEqual(permissions)
})

it.each(['user', 'service_account', 'system'] as const)(
  'lets a %s do nothing and see nothing',
  (kind) => {
    for (const permission of permissions) {
      expect(decideAccess(aPrincipal(kind), permission, '')).toEqual({
        allowed: false,
        visible: false,
        missing: permission,
      })
    }
    expect(listPermissions(aPrincipal(kind), '')).toEqual([])
  },
)
