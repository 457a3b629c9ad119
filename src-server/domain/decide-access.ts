import type { Actor } from '#contract/common.ts'
import type { Permission } from '#contract/permissions.ts'
import { permissions } from '#contract/permissions.ts'

/** Who is calling, once authenticated. */
export interface Principal {
  readonly actor: Actor
  readonly authenticatedBy: 'bootstrap_token' | 'desktop_window' | 'browser_session'
}

export type AccessDecision =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly visible: boolean; readonly missing: Permission }

/**
 * Decides whether a principal may do something in a namespace. `visible` tells a refusal that may
 * name the thing (forbidden) from one that must not admit that it exists (not found).
 */
export function decideAccess(
  principal: Principal,
  permission: Permission,
  _namespace: string,
): AccessDecision {
  if (principal.actor.kind === 'administrator') return { allowed: true }
  return { allowed: false, visible: false, missing: permission }
}

/** Lists what a principal may do in a namespace. */
export function listPermissions(principal: Principal, namespace: string): Permission[] {
  return permissions.filter((permission) => decideAccess(principal, permission, namespace).allowed)
}
