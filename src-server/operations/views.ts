import type { Group as GroupView } from '#contract/groups.ts'
import type {
  ClientSecret as ClientSecretView,
  ServiceAccount as ServiceAccountView,
} from '#contract/service-accounts.ts'
import type { TrustPolicy as TrustPolicyView } from '#contract/trust-policies.ts'
import type { Team as TeamView, User as UserView } from '#contract/users.ts'
import type { Workspace as WorkspaceView } from '#contract/workspaces.ts'
import type {
  ClientSecret,
  Group,
  History,
  ServiceAccount,
  Team,
  TrustPolicy,
  User,
  Workspace,
} from '#server/domain/model.ts'
import { toParentPath } from '#server/domain/paths.ts'
import { toInstant, toInstantOrNull } from '#server/domain/times.ts'
import { describePolicy } from '#server/issuers/profiles/describe-policy.ts'
import { profileOf } from '#server/issuers/profiles/profiles.ts'
import { type DoorwardStore, ROOT } from '#server/store/collections.ts'
import { toLastUse } from './last-use.ts'
import { toPublicKeyView } from './public-key-view.ts'

type Reader = DoorwardStore['read']

/** Shows a group as the contract describes it. */
export function toGroupView(read: Reader, group: Group): GroupView {
  return {
    id: group.id,
    path: group.path,
    name: group.name,
    parentId: group.parentId,
    description: group.description,
    groupCount: read.groups.count('parent', group.id),
    workspaceCount: read.workspaces.count('group', group.id),
    serviceAccountCount: read.serviceAccounts.count('group', group.id),
    ...toHistoryView(group),
  }
}

/** Shows a service account with what it can authenticate by; never anything secret. */
export function toAccountView(
  read: Reader,
  account: ServiceAccount,
  inheritedFrom: string | null = null,
): ServiceAccountView {
  const secrets = read.clientSecrets.list('account', account.id)
  return {
    id: account.id,
    path: account.path,
    name: account.name,
    groupId: account.groupId,
    groupPath: toParentPath(account.path) || ROOT,
    description: account.description,
    labels: { ...account.labels },
    kind: account.kind,
    disabled: account.disabled,
    inheritedFrom,
    clientCredentials: {
      enabled: account.clientCredentialsEnabled,
      clientId: account.id,
      expiresAt: toInstantOrNull(secrets.at(-1)?.expiresAt),
      secrets: secrets.map((secret) => toSecretView(read, secret)),
    },
    publicKeys: read.publicKeys
      .list('account', account.id)
      .map((key) => toPublicKeyView(read, key)),
    trustPolicies: read.trustPolicies
      .list('account', account.id)
      .map((policy) => toPolicyView(read, policy)),
    tokenSettings: {
      ...account.tokenSettings,
      allowedResources: [...account.tokenSettings.allowedResources],
    },
    ...toLastUse(read, account.id),
    ...toHistoryView(account),
  }
}

/** Shows a workspace as the contract describes it. */
export function toWorkspaceView(workspace: Workspace): WorkspaceView {
  return {
    id: workspace.id,
    path: workspace.path,
    name: workspace.name,
    groupId: workspace.groupId,
    groupPath: toParentPath(workspace.path),
    description: workspace.description,
    ...toHistoryView(workspace),
  }
}

/** Shows a person as the contract describes them. */
export function toUserView(user: User): UserView {
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    disabled: user.disabled,
    notifyOfExpiringSecrets: user.notifyOfExpiringSecrets,
    ...toHistoryView(user),
  }
}

/** Shows a team as the contract describes it. */
export function toTeamView(read: Reader, team: Team): TeamView {
  return {
    id: team.id,
    name: team.name,
    description: team.description,
    userCount: read.teamMembers.count('team', team.id),
    ...toHistoryView(team),
  }
}

function toSecretView(read: Reader, secret: ClientSecret): ClientSecretView {
  return {
    id: secret.id,
    hint: secret.hint,
    createdAt: toInstant(secret.createdAt),
    expiresAt: toInstant(secret.expiresAt),
    ...toLastUse(read, secret.id),
  }
}

/** Shows a trust policy as the contract describes it. */
export function toPolicyView(read: Reader, policy: TrustPolicy): TrustPolicyView {
  const issuer = read.issuers.find(policy.issuerId)
  const account = read.serviceAccounts.find(policy.accountId)?.path ?? policy.accountId
  return {
    id: policy.id,
    name: policy.name,
    enabled: policy.enabled,
    expiresAt: toInstantOrNull(policy.expiresAt),
    issuer: policy.issuerId,
    issuerUrl: issuer?.url ?? '',
    audience: policy.audience,
    matchMode: policy.matchMode,
    boundClaims: { ...policy.boundClaims },
    sentence: describePolicy(profileOf(issuer?.profile ?? 'generic'), policy, { account }),
    exceptions: policy.exceptions.map((each) => ({ ...each, at: toInstant(each.at) })),
    ...toHistoryView(policy),
    ...toLastUse(read, policy.id),
  }
}

/** When and by whom a record was made and changed. */
export function toHistoryView(record: History) {
  return {
    createdAt: toInstant(record.createdAt),
    createdBy: record.createdBy,
    updatedAt: toInstant(record.updatedAt),
    updatedBy: record.updatedBy,
    version: record.version,
  }
}
