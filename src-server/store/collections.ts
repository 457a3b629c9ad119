import { toNewestFirst } from '#server/domain/ids.ts'
import type {
  BootstrapToken,
  ClientSecret,
  CustomRole,
  Group,
  Issuer,
  IssuerKeySet,
  Lockout,
  Membership,
  NamedToken,
  PublicKey,
  RevokedToken,
  ServiceAccount,
  SigningKey,
  StoredCertificate,
  StoredSettings,
  Team,
  TeamMember,
  TrustPolicy,
  Usage,
  UsedToken,
  User,
  VaultKey,
  Workspace,
} from '#server/domain/model.ts'
import { toContentOrder, toTreeOrder } from '#server/domain/paths.ts'
import { defineCollection, type Writable } from './collection.ts'
import type { Store } from './store.ts'

/** The key under which an index keeps what lives at the installation's root. */
export const ROOT = ''

/** Everything that Doorward keeps, and every way in which a request looks it up. */
export const collections = {
  groups: defineCollection<Group>()({
    unique: { path: (group) => group.path },
    ordered: {
      all: { key: () => 'all', order: (group) => toTreeOrder(group.path) },
      parent: { key: (group) => group.parentId ?? ROOT, order: (group) => toTreeOrder(group.path) },
    },
  }),
  serviceAccounts: defineCollection<ServiceAccount>()({
    unique: { path: (account) => account.path },
    ordered: {
      all: { key: () => 'all', order: (account) => toContentOrder(account.path) },
      group: {
        key: (account) => account.groupId ?? ROOT,
        order: (account) => toContentOrder(account.path),
      },
    },
  }),
  workspaces: defineCollection<Workspace>()({
    unique: { path: (workspace) => workspace.path },
    ordered: {
      all: { key: () => 'all', order: (workspace) => toTreeOrder(workspace.path) },
      group: { key: (workspace) => workspace.groupId, order: (workspace) => workspace.name },
    },
  }),
  users: defineCollection<User>()({
    unique: { email: (user) => user.email },
    ordered: { all: { key: () => 'all', order: (user) => user.email } },
  }),
  teams: defineCollection<Team>()({
    unique: { name: (team) => team.name },
    ordered: { all: { key: () => 'all', order: (team) => team.name } },
  }),
  teamMembers: defineCollection<TeamMember>()({
    ordered: {
      team: { key: (member) => member.teamId, order: (member) => member.userId },
      user: { key: (member) => member.userId, order: (member) => member.teamId },
    },
  }),
  roles: defineCollection<CustomRole>()({
    unique: { name: (role) => role.name, account: (role) => role.accountId },
    ordered: { all: { key: () => 'all', order: (role) => role.name } },
  }),
  memberships: defineCollection<Membership>()({
    unique: { place: (membership) => toPlace(membership.principal.id, membership.namespaceId) },
    ordered: {
      all: { key: () => 'all', order: (membership) => membership.id },
      principal: {
        key: (membership) => membership.principal.id,
        order: (membership) => membership.id,
      },
      namespace: {
        key: (membership) => membership.namespaceId,
        order: (membership) => membership.id,
      },
      role: { key: (membership) => membership.roleId, order: (membership) => membership.id },
    },
  }),
  namedTokens: defineCollection<NamedToken>()({
    unique: { name: (token) => `${token.owner.id} ${token.name}` },
    ordered: {
      all: { key: () => 'all', order: (token) => toNewestFirst(token.id) },
      owner: { key: (token) => token.owner.id, order: (token) => toNewestFirst(token.id) },
    },
  }),
  revokedTokens: defineCollection<RevokedToken>()({
    ordered: { all: { key: () => 'all', order: (token) => toDigits(token.expiresAt, 15) } },
  }),
  trustPolicies: defineCollection<TrustPolicy>()({
    ordered: {
      account: {
        key: (policy) => policy.accountId,
        order: (policy) => toDigits(policy.position, 9),
      },
      issuer: { key: (policy) => policy.issuerId, order: (policy) => policy.id },
    },
  }),
  clientSecrets: defineCollection<ClientSecret>()({
    ordered: {
      account: { key: (secret) => secret.accountId, order: (secret) => secret.id },
    },
  }),
  publicKeys: defineCollection<PublicKey>()({
    ordered: { account: { key: (key) => key.accountId, order: (key) => key.id } },
  }),
  usedTokens: defineCollection<UsedToken>()({
    ordered: { all: { key: () => 'all', order: (token) => toDigits(token.expiresAt, 15) } },
  }),
  lockouts: defineCollection<Lockout>()({
    ordered: {
      all: { key: () => 'all', order: (lockout) => toDigits(lockout.until, 15) },
      account: { key: (lockout) => lockout.accountId, order: (lockout) => lockout.address },
    },
  }),
  usages: defineCollection<Usage>()({
    ordered: { account: { key: (usage) => usage.accountId, order: (usage) => usage.id } },
  }),
  issuers: defineCollection<Issuer>()({
    unique: { url: (issuer) => issuer.url },
    ordered: { all: { key: () => 'all', order: (issuer) => issuer.url } },
  }),
  issuerKeySets: defineCollection<IssuerKeySet>()({}),
  signingKeys: defineCollection<SigningKey>()({
    ordered: { all: { key: () => 'all', order: (key) => key.id } },
  }),
  certificates: defineCollection<StoredCertificate>()({}),
  vaultKeys: defineCollection<VaultKey>()({}),
  settings: defineCollection<StoredSettings>()({}),
  bootstrapTokens: defineCollection<BootstrapToken>()({}),
}

export type DoorwardStore = Store<typeof collections>

/** The collections as a change sees them. */
export type Transaction = Writable<typeof collections>

/** Indexes order by text, so numbers need leading zeros. */
function toDigits(value: number, length: number): string {
  return String(value).padStart(length, '0')
}

/** The key of the one membership that a principal may have in a namespace. */
export function toPlace(principalId: string, namespaceId: string): string {
  return `${principalId} ${namespaceId}`
}
