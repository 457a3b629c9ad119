import { expect, it } from 'vitest'
import { findActiveOwner } from '#server/access/find-active-owner.ts'
import type { ServiceAccount } from '#server/domain/model.ts'
import { aPerson, aReader, aServiceAccount } from './a-reader.ts'

it.each<readonly [string, Partial<ServiceAccount>, boolean]>([
  ['may act', {}, true],
  ['that comes with Doorward may act', { kind: 'built_in' }, true],
  ['at the root may act', { kind: 'system' }, true],
  ['that is disabled may not', { disabled: true }, false],
  ['that is Doorward itself may not', { kind: 'internal' }, false],
])('an account %s', (_, more, isActive) => {
  const read = aReader()
  read.serviceAccounts.put(aServiceAccount('acme/robot', more))
  const owner = { kind: 'service_account', id: 'sa_acme/robot' } as const
  const actor = { ...owner, name: 'acme/robot' }
  expect(findActiveOwner(read, owner)).toEqual(isActive ? actor : undefined)
})

it.each([
  ['may act', false, true],
  ['who is disabled may not', true, false],
])('a person %s', (_, disabled, isActive) => {
  const read = aReader()
  read.users.put(aPerson('ada', { disabled }))
  const owner = { kind: 'user', id: 'usr_ada' } as const
  const actor = { ...owner, name: 'ada@acme.example' }
  expect(findActiveOwner(read, owner)).toEqual(isActive ? actor : undefined)
})

it.each(['user', 'service_account'] as const)('nobody acts for a %s who is gone', (kind) => {
  const read = aReader()
  read.users.put(aPerson('ada'))
  read.serviceAccounts.put(aServiceAccount('acme/robot'))
  const id = kind === 'user' ? 'sa_acme/robot' : 'usr_ada'
  expect(findActiveOwner(read, { kind, id })).toBeUndefined()
})
