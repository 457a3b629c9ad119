import type { Target } from '#contract/operation.ts'
import type { Permission } from '#contract/permissions.ts'
import {
  findNamespacePath,
  notFound,
  type Reader,
  requireAccount,
  requireGroup,
  requireIssuer,
  requireLockout,
  requireMembership,
  requireNamespace,
  requirePublicKey,
  requireRole,
  requireTeam,
  requireToken,
  requireUser,
  requireWorkspace,
} from '#server/access/find.ts'
import type { PrincipalRef } from '#server/domain/model.ts'
import { toParentPath } from '#server/domain/paths.ts'

/** What an operation acts on and the namespace in which its permission is needed. */
export interface FoundTarget {
  readonly namespace: string
  readonly id?: string
  readonly path?: string
  /** Who may see the target; whoever may not learns nothing of it. Everybody, when there is none. */
  readonly viewPermission?: Permission
  /** The service account that it is, or that it belongs to. */
  readonly accountId?: string
  /** Whose own it is; people need no permission for what is theirs. */
  readonly ownerId?: string
  /** The answer for those who may not see it; the same as for what does not exist. */
  readonly hidden: () => Error
}

const ROOT_TARGET: FoundTarget = { namespace: '', hidden: () => notFound('thing', '') }

/** Finds what a checked input refers to; throws `not_found`. */
export function findTarget(read: Reader, on: Target, input: unknown): FoundTarget {
  const reference = 'field' in on ? fieldOf(input, on.field) : ''
  return finders[on.kind](read, reference, input)
}

type Finder = (read: Reader, reference: string, input: unknown) => FoundTarget

const finders: Record<Target['kind'], Finder> = {
  installation: () => ROOT_TARGET,
  caller: () => ROOT_TARGET,
  visible: () => ROOT_TARGET,

  namespace(read, reference) {
    const { kind, id, path } = requireNamespace(read, reference)
    if (kind === 'installation') return ROOT_TARGET
    const viewPermission = kind === 'group' ? 'group:view' : 'workspace:view'
    return {
      namespace: path,
      id,
      path,
      viewPermission,
      hidden: () => notFound('namespace', reference),
    }
  },
  /** A group, or the installation when none is named. */
  group(read, reference) {
    if (reference === '') return ROOT_TARGET
    const { id, path } = requireGroup(read, reference)
    const hidden = () => notFound('group', reference)
    return { namespace: path, id, path, viewPermission: 'group:view', hidden }
  },
  workspace(read, reference) {
    const { id, path } = requireWorkspace(read, reference)
    const hidden = () => notFound('workspace', reference)
    return { namespace: path, id, path, viewPermission: 'workspace:view', hidden }
  },
  service_account(read, reference) {
    const { id, path } = requireAccount(read, reference)
    const hidden = () => notFound('service account', reference)
    const namespace = toParentPath(path)
    return { namespace, id, path, accountId: id, viewPermission: 'service_account:view', hidden }
  },
  trust_policy(read, reference) {
    const policy = read.trustPolicies.find(reference)
    if (!policy) throw notFound('trust policy', reference)
    const hidden = () => notFound('trust policy', reference)
    const account = requireAccount(read, policy.accountId)
    const place = { namespace: toParentPath(account.path), accountId: account.id }
    return { ...place, id: policy.id, viewPermission: 'trust_policy:view', hidden }
  },
  public_key(read, reference) {
    const { id, keyId, accountId } = requirePublicKey(read, reference)
    const hidden = () => notFound('public key', reference)
    const place = { namespace: namespaceOfAccount(read, accountId), accountId }
    return { ...place, id, path: keyId, viewPermission: 'client_credential:view', hidden }
  },
  issuer(read, reference) {
    const { id, url } = requireIssuer(read, reference)
    const hidden = () => notFound('issuer', reference)
    return { namespace: '', id, path: url, viewPermission: 'issuer:view', hidden }
  },
  member(read, reference) {
    const { id, namespaceId } = requireMembership(read, reference)
    const namespace = findNamespacePath(read, namespaceId)
    if (namespace === undefined) throw notFound('member', reference)
    const hidden = () => notFound('member', reference)
    return { namespace, id, path: namespace, viewPermission: 'member:view', hidden }
  },
  token(read, reference) {
    const { id, name, owner } = requireToken(read, reference)
    const hidden = () => notFound('token', reference)
    const place = {
      namespace: namespaceOfPrincipal(read, owner),
      ...(owner.kind === 'service_account' && { accountId: owner.id }),
    }
    return { ...place, id, path: name, viewPermission: 'token:view', ownerId: owner.id, hidden }
  },
  lockout(read, reference) {
    const { id, accountId } = requireLockout(read, reference)
    const hidden = () => notFound('lockout', reference)
    const place = { namespace: namespaceOfAccount(read, accountId), accountId }
    return { ...place, id, viewPermission: 'client_credential:view', hidden }
  },
  role(read, reference) {
    const { id, name } = requireRole(read, reference)
    return { ...ROOT_TARGET, id, path: name }
  },
  user(read, reference) {
    const { id, email } = requireUser(read, reference)
    const hidden = () => notFound('user', reference)
    return { namespace: '', id, path: email, viewPermission: 'user:view', ownerId: id, hidden }
  },
  team(read, reference) {
    const { id, name } = requireTeam(read, reference)
    const hidden = () => notFound('team', reference)
    return { namespace: '', id, path: name, viewPermission: 'team:view', hidden }
  },
  token_owner(read, _reference, input) {
    const account = fieldOf(input, 'account')
    if (account !== '') return finders.service_account(read, account, input)
    return finders.user(read, fieldOf(input, 'user'), input)
  },
}

function namespaceOfAccount(read: Reader, id: string): string {
  return namespaceOfPrincipal(read, { kind: 'service_account', id })
}

/** Where the permission for what belongs to a principal is needed: an account's group, else the root. */
export function namespaceOfPrincipal(read: Reader, { kind, id }: PrincipalRef): string {
  const account = kind === 'service_account' ? read.serviceAccounts.find(id) : undefined
  return account ? toParentPath(account.path) : ''
}

/** Gives a text field of an input that its schema has checked; empty when it is absent. */
function fieldOf(input: unknown, field: string): string {
  if (typeof input !== 'object' || input === null) return ''
  const value: unknown = Object.getOwnPropertyDescriptor(input, field)?.value
  return typeof value === 'string' ? value : ''
}
