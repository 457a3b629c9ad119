import type { Principal } from '#server/domain/decide-access.ts'

/** The installation's administrator, by the way in which they came. */
export function toAdministrator(authenticatedBy: Principal['authenticatedBy']): Principal {
  return {
    actor: { kind: 'administrator', id: 'administrator', name: 'Administrator' },
    authenticatedBy,
  }
}
