import type { AccessAnswer, EffectiveAccess, GrantView, LosingGrant } from '#contract/access.ts'
import type { AuditEvent } from '#contract/audit.ts'
import type { Actor, AuthenticationMethod, PrincipalView } from '#contract/common.ts'
import type { Group, GroupContents, GroupMove, GroupTree } from '#contract/groups.ts'
import type { Issuer } from '#contract/issuers.ts'
import type { CertificateAuthority, Listening } from '#contract/listening.ts'
import type { Lockout } from '#contract/lockouts.ts'
import type { Member } from '#contract/members.ts'
import type { Overview } from '#contract/overview.ts'
import type { PublicKey } from '#contract/public-keys.ts'
import type { Role } from '#contract/roles.ts'
import type { LoggedRequest, RunningServer } from '#contract/server.ts'
import type { ClientSecret, IssuedSecret, ServiceAccount } from '#contract/service-accounts.ts'
import type { Settings } from '#contract/settings.ts'
import type { SigningKey } from '#contract/signing-keys.ts'
import type { IssuedToken, NamedToken } from '#contract/tokens.ts'
import type { TrustPolicy } from '#contract/trust-policies.ts'
import type { Team, User } from '#contract/users.ts'
import type { Workspace } from '#contract/workspaces.ts'

const CREATED_AT = '2026-02-18T09:30:00.000Z'
const USED_AT = '2026-03-02T06:15:42.118Z'
const EXPIRES_AT = '2027-02-18T00:00:00.000Z'
const ACCOUNT_ID = 'sa_01jmc5z8q4e5h9k2t7w3x6y8zb'
const GROUP_ID = 'grp_01jmc5y3v0f8r6m4n2p1q9s7td'

const ada: Actor = { kind: 'user', id: 'usr_01jmc5w9x2a3b4c5d6e7f8g9hj', name: 'ada@acme.example' }

const history = {
  createdAt: CREATED_AT,
  createdBy: ada,
  updatedAt: CREATED_AT,
  updatedBy: ada,
  version: 1,
}

const used = (lastUsedMethod: AuthenticationMethod) => ({
  lastUsedAt: USED_AT,
  lastUsedAddress: '203.0.113.7',
  lastUsedMethod,
})

const deployer: PrincipalView = {
  kind: 'service_account',
  id: ACCOUNT_ID,
  name: 'acme/platform/deployer',
}

const group: Group = {
  id: GROUP_ID,
  path: 'acme/platform',
  name: 'platform',
  parentId: 'grp_01jmc5x7k1d2e3f4g5h6j7k8mn',
  description: 'Runs what everybody builds on',
  groupCount: 1,
  workspaceCount: 1,
  serviceAccountCount: 1,
  ...history,
}

const groupTree: GroupTree = {
  id: GROUP_ID,
  name: 'platform',
  path: 'acme/platform',
  groups: [
    {
      id: 'grp_01jmc60a1b2c3d4e5f6g7h8j9k',
      name: 'edge',
      path: 'acme/platform/edge',
      groups: [],
    },
  ],
}

const groupMove: GroupMove = {
  from: 'acme/platform',
  to: 'acme/shared/platform',
  groups: 2,
  workspaces: 1,
  serviceAccounts: 1,
  lostMemberships: [],
  moved: true,
}

const groupContents: GroupContents = {
  path: 'acme/platform',
  groups: ['acme/platform/edge'],
  workspaces: ['acme/platform/prod'],
  serviceAccounts: ['acme/platform/deployer'],
  memberships: 2,
  lastUsedAt: USED_AT,
}

const workspace: Workspace = {
  id: 'ws_01jmc61p3q4r5s6t7v8w9x0y1z',
  path: 'acme/platform/prod',
  name: 'prod',
  groupId: GROUP_ID,
  groupPath: 'acme/platform',
  description: 'What customers see',
  ...history,
}

const trustPolicy: TrustPolicy = {
  id: 'tp_01jmc62f5g6h7j8k9m0n1p2q3r',
  name: 'main branch of the pipeline',
  enabled: true,
  expiresAt: null,
  issuer: 'iss_01jmc5v4w5x6y7z8a9b0c1d2e3',
  issuerUrl: 'https://gitlab.com',
  audience: 'https://doorward.acme.example',
  matchMode: 'exact',
  boundClaims: { project_id: '20', ref_protected: 'true', ref_type: 'branch' },
  sentence:
    'Any job of project 20 on a protected reference of type branch may act as acme/platform/deployer. Not restricted: the branch or tag, the environment, what starts it, the CI configuration.',
  exceptions: [],
  ...history,
  ...used('oidc_federation'),
}

const clientSecret: ClientSecret = {
  id: 'sec_01jmc63m7n8p9q0r1s2t3v4w5x',
  hint: 'k3Fq',
  createdAt: CREATED_AT,
  expiresAt: EXPIRES_AT,
  ...used('client_secret'),
}

const publicKey: PublicKey = {
  id: 'key_01jmc6ab1c2d3e4f5g6h7j8k9m',
  name: 'laptop of Ada',
  keyId: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  kty: 'EC',
  crv: 'P-256',
  algorithms: ['ES256'],
  createdAt: CREATED_AT,
  createdBy: ada,
  ...used('private_key_jwt'),
}

const serviceAccount: ServiceAccount = {
  id: ACCOUNT_ID,
  path: 'acme/platform/deployer',
  name: 'deployer',
  groupId: GROUP_ID,
  groupPath: 'acme/platform',
  description: 'Deploys prod',
  labels: { 'cost-center': '4711' },
  kind: 'group',
  disabled: false,
  inheritedFrom: null,
  clientCredentials: {
    enabled: true,
    clientId: ACCOUNT_ID,
    expiresAt: EXPIRES_AT,
    secrets: [clientSecret],
  },
  publicKeys: [publicKey],
  trustPolicies: [trustPolicy],
  tokenSettings: {
    accessTokenLifetimeSeconds: 900,
    allowedResources: ['https://billing.acme.example'],
    dpopBoundAccessTokens: false,
    acceptTokenEndpointAudience: false,
  },
  ...used('client_secret'),
  ...history,
}

// Shortened, so that scanners that look for secrets of ours pass it over.
const issuedSecret: IssuedSecret = {
  clientId: ACCOUNT_ID,
  clientSecret: 'dwcs_01jmc63m7n8p9q0r1s2t3v4w5x_shownOnlyOnce',
  expiresAt: EXPIRES_AT,
}

const namedToken: NamedToken = {
  id: 'tok_01jmc64y9z0a1b2c3d4e5f6g7h',
  name: 'nightly inventory',
  intent: 'api',
  owner: { kind: 'service_account', id: ACCOUNT_ID, name: 'acme/platform/deployer' },
  hint: '9sXa',
  permissions: ['group:view', 'service_account:view'],
  namespaces: ['acme/platform'],
  expiresAt: EXPIRES_AT,
  rotateOnExpiry: true,
  state: 'live',
  createdAt: CREATED_AT,
  createdBy: ada,
  lastUsedAt: null,
  lastUsedAddress: null,
  lastUsedMethod: null,
}

const issuedToken: IssuedToken = {
  token: namedToken,
  value: 'dwat_01jmc64y9z0a1b2c3d4e5f6g7h_shownOnlyOnce',
}

const member: Member = {
  id: 'mem_01jmc65b1c2d3e4f5g6h7j8k9m',
  principal: deployer,
  namespaceId: GROUP_ID,
  namespacePath: 'acme/platform',
  roleId: 'role_deployer',
  roleName: 'deployer',
  inheritedFrom: null,
  builtIn: false,
  ...history,
}

const role: Role = {
  id: 'role_01jmc66n3p4q5r6s7t8v9w0x1y',
  name: 'auditor',
  description: 'Reads who may do what',
  kind: 'custom',
  permissions: ['group:view', 'member:view', 'access:view'],
  memberCount: 1,
  version: 1,
}

const user: User = {
  id: ada.id,
  name: 'Ada Lovelace',
  email: 'ada@acme.example',
  disabled: false,
  notifyOfExpiringSecrets: true,
  ...history,
}

const team: Team = {
  id: 'team_01jmc67d5e6f7g8h9j0k1m2n3p',
  name: 'on-call',
  description: 'Whoever carries the pager',
  userCount: 2,
  ...history,
}

const grant: GrantView = {
  member: member.id,
  principal: deployer,
  namespace: 'acme/platform',
  role: 'deployer',
}

const losingGrant: LosingGrant = {
  member: 'mem_01jmc68r7s8t9v0w1x2y3z4a5b',
  principal: deployer,
  namespace: 'acme/platform/prod',
  role: 'viewer',
  reason: 'lacks_permission',
}

const accessAnswer: AccessAnswer = {
  allowed: false,
  reason: 'lacks_permission',
  path: null,
  others: [],
  losing: [losingGrant, { ...grant, reason: 'nearer_role' }],
  missing: 'service_account:update',
}

const effectiveAccess: EffectiveAccess = {
  principal: deployer,
  namespace: 'acme/platform',
  permissions: [
    { permission: 'service_account:view', path: grant },
    { permission: 'service_account:update', path: grant },
  ],
  losing: [],
}

const issuer: Issuer = {
  id: trustPolicy.issuer,
  url: trustPolicy.issuerUrl,
  label: 'GitLab',
  profile: 'gitlab',
  enabled: true,
  keySource: 'discovery',
  certificateAuthority: null,
  allowPrivateNetwork: false,
  algorithms: ['ES256', 'RS256'],
  maxTokenAgeSeconds: 3600,
  allowMultipleAudiences: false,
  replay: 'reuse',
  trustPolicyCount: 1,
  health: {
    lastFetchAt: USED_AT,
    lastSuccessAt: USED_AT,
    lastError: null,
    failuresInARow: 0,
    keyUrl: 'https://gitlab.com/oauth/discovery/keys',
    freshUntil: EXPIRES_AT,
    keys: [{ keyId: '4i3sFE7sxqNPOT7FdvcGA1ZVGGI_r-tsDXnEuYT4ZqE', firstSeenAt: CREATED_AT }],
  },
  ...history,
}

const auditEvent: AuditEvent = {
  sequence: 42,
  id: 'evt_01jmc69f9g0h1j2k3m4n5p6q7r',
  at: CREATED_AT,
  action: 'teams.create',
  actor: ada,
  result: 'ok',
  target: { id: team.id },
  after: { id: team.id, name: 'on-call', description: team.description, version: 1 },
  address: '203.0.113.7',
  correlationId: 'req_01jmc69f8e9f0g1h2j3k4m5n6p',
  previous: '43bf8e7186fa97c67e521da11880ab47f78009faa3a8379d7127ec852e0d5359',
  hash: '76a7a26865e540311c1abb3094d89f36277ca378f4246be3e5ba3826a424f7cb',
}

const server: RunningServer = {
  version: '0.1.0',
  issuer: 'https://doorward.acme.example',
  hasPublicUrl: true,
  startedAt: CREATED_AT,
  requestsLastMinute: 12,
  dataDirectory: '/var/lib/doorward',
  addresses: [
    {
      ...{ host: '127.0.0.1', port: 7420, url: 'http://127.0.0.1:7420' },
      ...{ reach: 'this_computer', shared: false, until: null },
    },
    {
      ...{ host: '192.0.2.10', port: 7420, url: 'http://192.0.2.10:7420' },
      ...{ reach: 'network', shared: true, until: EXPIRES_AT },
    },
  ],
  shareable: [{ address: '192.0.2.10', interface: 'eth0', family: 'IPv4' }],
  restartNeeded: false,
  certificate: { expiresAt: EXPIRES_AT, trouble: [] },
}

const reach: Listening['now'] = {
  host: '127.0.0.1',
  port: 7420,
  publicUrl: 'https://doorward.acme.example',
  tls: {
    kind: 'files',
    certificateFile: '/etc/ssl/doorward.pem',
    keyFile: '/etc/ssl/private/doorward.key',
  },
  issuer: 'https://doorward.acme.example',
}

const listening: Listening = {
  now: reach,
  next: { ...reach, port: 8420 },
  setBy: { host: null, port: null, publicUrl: 'DOORWARD_PUBLIC_URL', tls: null },
  restartNeeded: true,
  certificate: {
    subject: 'doorward.acme.example',
    issuer: 'Acme CA',
    names: ['doorward.acme.example'],
    validFrom: CREATED_AT,
    expiresAt: EXPIRES_AT,
    fingerprint: Array.from({ length: 32 }, () => '3F').join(':'),
    trouble: [],
  },
  certificateAuthority: null,
  newAuthority: false,
  version: 2,
}

const certificateAuthority: CertificateAuthority & { certificate: string } = {
  name: 'Doorward CA 5f0c2b9e',
  fingerprint: Array.from({ length: 32 }, () => '7A').join(':'),
  names: ['localhost', 'doorward.acme.example'],
  expiresAt: '2036-02-17T00:00:00Z',
  certificate: '-----BEGIN CERTIFICATE-----\nMIIB…\n-----END CERTIFICATE-----\n',
}

const loggedRequest: LoggedRequest = {
  sequence: 42,
  at: CREATED_AT,
  method: 'POST',
  path: '/oauth/token',
  status: 200,
  durationMs: 1.4,
  client: 'acme/platform/deployer',
  address: '203.0.113.7',
  correlationId: 'req_01jmc69f8e9f0g1h2j3k4m5n6p',
}

const noCounts = (length: number) => Array.from({ length }, () => 0)

const overview: Overview = {
  server: {
    version: '0.1.0',
    issuer: 'https://doorward.acme.example',
    startedAt: CREATED_AT,
    requestsLastMinute: 12,
    trouble: null,
  },
  setup: { hasGroup: true, hasAccount: true, hasToken: true },
  tokens: {
    countedSince: CREATED_AT,
    minutes: { from: CREATED_AT, spanSeconds: 60, issued: noCounts(60), refused: noCounts(60) },
    hours: { from: CREATED_AT, spanSeconds: 3600, issued: noCounts(168), refused: noCounts(168) },
  },
  expiring: { withinDays: 14, count: 0, items: [] },
  unused: { forDays: 90, count: 0, items: [] },
  refusals: [],
}

const signingKey: SigningKey = {
  id: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  algorithm: 'ES256',
  state: 'signing',
  createdAt: CREATED_AT,
  activeFrom: CREATED_AT,
  retiredAt: null,
  publishedUntil: null,
}

const replacedKey: SigningKey = {
  ...signingKey,
  retiredAt: '2026-03-02T06:25:42.118Z',
  publishedUntil: '2026-03-03T06:30:42.118Z',
}

const waitingKey: SigningKey = {
  ...signingKey,
  id: 'oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U',
  state: 'published',
  createdAt: USED_AT,
  activeFrom: '2026-03-02T06:25:42.118Z',
}

const lockout: Lockout = {
  id: `${ACCOUNT_ID} 192.0.2.7`,
  account: { id: ACCOUNT_ID, path: 'acme/platform/deployer' },
  address: '192.0.2.7',
  failures: 10,
  since: USED_AT,
  until: '2026-03-02T06:16:12.118Z',
}

const settings: Settings = {
  accessTokenLifetimeSeconds: 3600,
  clientSecretMaximumDays: 365,
  signingAlgorithm: 'ES256',
  signingAlgorithmByResource: { 'https://billing.acme.example': 'RS256' },
  signingKeyRotationDays: 90,
  lockoutFailures: 10,
  lockoutSeconds: 30,
  requestsPerMinute: 0,
  requestsPerMinutePerAddress: 3_000_000,
  attemptsMaximum: 5000,
  attemptsMaximumDays: 30,
  endWithSubjectToken: true,
  version: 1,
  server: {
    version: '0.1.0',
    issuer: 'https://doorward.acme.example',
    address: 'http://127.0.0.1:7420',
    tokenEndpoint: 'https://doorward.acme.example/oauth/token',
    dataDirectory: '/var/lib/doorward',
  },
}

/** One small installation, as the API shows it; every example of the documentation is part of it. */
export const exampleThings = {
  ada,
  group,
  groupTree,
  groupMove,
  groupContents,
  workspace,
  trustPolicy,
  serviceAccount,
  issuedSecret,
  clientSecret,
  publicKey,
  namedToken,
  issuedToken,
  member,
  role,
  user,
  team,
  accessAnswer,
  effectiveAccess,
  issuer,
  auditEvent,
  overview,
  server,
  listening,
  certificateAuthority,
  loggedRequest,
  signingKey,
  replacedKey,
  waitingKey,
  lockout,
  settings,
}
