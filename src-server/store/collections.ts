import type {
  ApiToken,
  ClientSecret,
  Group,
  Issuer,
  ServiceAccount,
  SigningKey,
  StoredSettings,
  TrustPolicy,
  Usage,
  VaultKey,
} from '#server/domain/model.ts'
import { defineCollection, type Writable } from './collection.ts'
import type { Store } from './store.ts'

/** The key under which an index keeps what lives at the installation's root. */
export const ROOT = ''

/** Everything that Doorward keeps, and every way in which a request looks it up. */
export const collections = {
  groups: defineCollection<Group>()({
    unique: { path: (group) => group.path },
    ordered: {
      all: { key: () => 'all', order: (group) => group.path },
      parent: { key: (group) => group.parentId ?? ROOT, order: (group) => group.path },
    },
  }),
  serviceAccounts: defineCollection<ServiceAccount>()({
    unique: { path: (account) => account.path },
    ordered: {
      all: { key: () => 'all', order: (account) => account.path },
      group: { key: (account) => account.groupId ?? ROOT, order: (account) => account.path },
    },
  }),
  trustPolicies: defineCollection<TrustPolicy>()({
    ordered: {
      account: { key: (policy) => policy.accountId, order: (policy) => toDigits(policy.position) },
      issuer: { key: (policy) => policy.issuerId, order: (policy) => policy.id },
    },
  }),
  clientSecrets: defineCollection<ClientSecret>()({
    ordered: {
      account: { key: (secret) => secret.accountId, order: (secret) => secret.id },
    },
  }),
  usages: defineCollection<Usage>()({
    ordered: { account: { key: (usage) => usage.accountId, order: (usage) => usage.id } },
  }),
  issuers: defineCollection<Issuer>()({
    unique: { url: (issuer) => issuer.url },
    ordered: { all: { key: () => 'all', order: (issuer) => issuer.url } },
  }),
  signingKeys: defineCollection<SigningKey>()({
    ordered: { all: { key: () => 'all', order: (key) => key.id } },
  }),
  vaultKeys: defineCollection<VaultKey>()({}),
  settings: defineCollection<StoredSettings>()({}),
  apiTokens: defineCollection<ApiToken>()({}),
}

export type DoorwardStore = Store<typeof collections>

/** The collections as a change sees them. */
export type Transaction = Writable<typeof collections>

/** Indexes order by text; two digits hold every position that an account may have. */
function toDigits(position: number): string {
  return String(position).padStart(2, '0')
}
