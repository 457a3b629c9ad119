import type { Group } from '#contract/groups.ts'
import type { Member } from '#contract/members.ts'
import type { Role } from '#contract/roles.ts'
import type {
  CreatedServiceAccount,
  IssuedSecret,
  ServiceAccount,
} from '#contract/service-accounts.ts'
import type { NamedToken } from '#contract/tokens.ts'
import type { TrustPolicy } from '#contract/trust-policies.ts'

const actor = { kind: 'administrator', id: 'admin', name: 'Administrator' } as const
export const history = {
  createdAt: '2026-11-01T10:00:00Z',
  createdBy: actor,
  updatedAt: '2026-11-01T10:00:00Z',
  updatedBy: actor,
  version: 1,
}

const unused = { lastUsedAt: null, lastUsedAddress: null, lastUsedMethod: null }

export const SECRET = 'dwcs_public_TheSecretPartThatNobodyMayKeep'

export function aServiceAccount(changes: Partial<ServiceAccount> = {}): ServiceAccount {
  return {
    id: 'sa_1',
    path: 'acme/deployer',
    name: 'deployer',
    groupId: 'grp_1',
    groupPath: 'acme',
    description: 'Deploys prod',
    labels: {},
    kind: 'group',
    disabled: false,
    inheritedFrom: null,
    clientCredentials: { enabled: false, clientId: 'sa_1', expiresAt: null, secrets: [] },
    publicKeys: [],
    trustPolicies: [aTrustPolicy()],
    tokenSettings: {
      accessTokenLifetimeSeconds: null,
      allowedResources: [],
      dpopBoundAccessTokens: false,
      acceptTokenEndpointAudience: false,
    },
    ...unused,
    ...history,
    ...changes,
  }
}

export function aTrustPolicy(changes: Partial<TrustPolicy> = {}): TrustPolicy {
  return {
    id: 'tp_1',
    name: 'Deploy from main',
    enabled: true,
    expiresAt: null,
    issuer: 'iss_1',
    issuerUrl: 'https://gitlab.com',
    audience: 'https://doorward.example',
    matchMode: 'exact',
    exceptions: [],
    createdAt: '2026-01-01T00:00:00Z',
    createdBy: { kind: 'administrator', id: 'admin', name: 'Administrator' },
    updatedAt: '2026-01-01T00:00:00Z',
    updatedBy: { kind: 'administrator', id: 'admin', name: 'Administrator' },
    version: 1,
    boundClaims: { project_id: '20' },
    sentence: 'Any job of project 20 may act as acme/deployer. Not restricted: the branch or tag.',
    ...unused,
    ...changes,
  }
}

/** A role of the account in its group. */
export function aMember(changes: Partial<Member> = {}): Member {
  return {
    id: 'mem_1',
    principal: { kind: 'service_account', id: 'sa_1', name: 'acme/deployer' },
    namespaceId: 'grp_1',
    namespacePath: 'acme',
    roleId: 'role_owner',
    roleName: 'owner',
    inheritedFrom: null,
    builtIn: false,
    ...history,
    ...changes,
  }
}

export function aRole(changes: Partial<Role> = {}): Role {
  return {
    id: 'role_viewer',
    name: 'viewer',
    description: '',
    kind: 'built_in',
    permissions: ['group:view'],
    memberCount: 1,
    version: 1,
    ...changes,
  }
}

export function aNamedToken(id: string, changes: Partial<NamedToken> = {}): NamedToken {
  return {
    id,
    name: `token ${id}`,
    intent: 'api',
    owner: { kind: 'service_account', id: 'sa_1', name: 'acme/deployer' },
    hint: '9sXa',
    permissions: null,
    namespaces: null,
    expiresAt: '2026-12-20T12:00:00Z',
    rotateOnExpiry: false,
    state: 'live',
    createdAt: '2026-11-01T10:00:00Z',
    createdBy: actor,
    ...unused,
    ...changes,
  }
}

export function aGroup(changes: Partial<Group> = {}): Group {
  return {
    id: 'grp_1',
    path: 'acme',
    name: 'acme',
    parentId: null,
    description: '',
    groupCount: 0,
    workspaceCount: 0,
    serviceAccountCount: 0,
    ...history,
    ...changes,
  }
}

export function anIssuedSecret(changes: Partial<IssuedSecret> = {}): IssuedSecret {
  return {
    clientId: 'sa_1',
    clientSecret: SECRET,
    expiresAt: '2027-02-18T22:59:00.000Z',
    ...changes,
  }
}

export function aCreatedAccount(): CreatedServiceAccount {
  const account = aServiceAccount()
  const { clientId, clientSecret, expiresAt } = anIssuedSecret()
  return {
    ...account,
    clientCredentials: { enabled: true, clientId, clientSecret, expiresAt, secrets: [] },
  }
}
