import type {
  AnyContractProcedure,
  InferContractRouterInputs,
  InferContractRouterOutputs,
} from '@orpc/contract'
import type { contract } from '#contract/contract.ts'
import { exampleGuidedSetup } from './example-guided-setup.ts'
import { exampleThings as things } from './example-things.ts'
import { exampleTrustCalls, exampleTrustPolicyCalls } from './example-trust.ts'

/** A call as somebody could make it; a file and a stream are shown as their text. */
export interface ExampleCall<Input = unknown, Output = unknown> {
  readonly input: Input
  readonly output: Output extends Blob | AsyncIteratorObject<unknown> ? string : Output
}

/** Mirrors the contract, so that an operation without an example does not compile. */
type ExamplesOf<C, I, O> = {
  readonly [name in keyof C & keyof I & keyof O]: C[name] extends AnyContractProcedure
    ? ExampleCall<I[name], O[name]>
    : ExamplesOf<C[name], I[name], O[name]>
}

type Contract = typeof contract
type ExampleCalls = ExamplesOf<
  Contract,
  InferContractRouterInputs<Contract>,
  InferContractRouterOutputs<Contract>
>

const ACCOUNT = 'acme/platform/deployer'
const GROUP = 'acme/platform'
const { member, namedToken, serviceAccount, trustPolicy } = things
const { clientId, expiresAt } = things.issuedSecret

/** How each operation is called and what it answers, for the documentation. */
export const exampleCalls = {
  whoami: {
    input: {},
    output: {
      actor: { kind: 'service_account', id: serviceAccount.id, name: ACCOUNT },
      authenticatedBy: 'access_token',
      permissions: [],
    },
  },
  changes: {
    input: { forSeconds: 0 },
    output: `event: message\ndata: {"resource":"serviceAccounts","id":"${serviceAccount.id}"}\n\n`,
  },
  groups: {
    list: { input: { limit: 50, search: 'platform' }, output: pageWith(things.group) },
    create: {
      input: { name: 'platform', parent: 'acme', description: things.group.description },
      output: things.group,
    },
    get: { input: { group: GROUP }, output: things.group },
    tree: { input: { group: GROUP }, output: things.groupTree },
    update: {
      input: { group: GROUP, version: 1, description: 'Runs everything' },
      output: { ...things.group, description: 'Runs everything', version: 2 },
    },
    move: { input: { group: GROUP, parent: 'acme/shared' }, output: things.groupMove },
    contents: { input: { group: GROUP }, output: things.groupContents },
    delete: { input: { group: GROUP, force: true }, output: undefined },
  },
  workspaces: {
    list: { input: { group: GROUP }, output: pageWith(things.workspace) },
    create: {
      input: { name: 'prod', group: GROUP, description: things.workspace.description },
      output: things.workspace,
    },
    get: { input: { workspace: 'acme/platform/prod' }, output: things.workspace },
    update: {
      input: { workspace: 'acme/platform/prod', version: 1, description: 'Do not touch' },
      output: { ...things.workspace, description: 'Do not touch', version: 2 },
    },
    delete: { input: { workspace: 'acme/platform/prod' }, output: undefined },
  },
  serviceAccounts: {
    list: { input: { group: GROUP, inherited: true }, output: pageWith(serviceAccount) },
    create: {
      input: {
        group: GROUP,
        name: 'deployer',
        description: serviceAccount.description,
        clientCredentials: { enabled: true, expiresAt },
        trustPolicies: [
          {
            issuer: trustPolicy.issuerUrl,
            audience: trustPolicy.audience,
            matchMode: 'exact',
            boundClaims: trustPolicy.boundClaims,
          },
        ],
        membership: { namespace: GROUP, role: 'deployer' },
      },
      output: {
        ...serviceAccount,
        clientCredentials: { ...serviceAccount.clientCredentials, ...things.issuedSecret },
      },
    },
    get: { input: { account: ACCOUNT }, output: serviceAccount },
    update: {
      input: { account: ACCOUNT, version: 1, labels: { 'cost-center': '4712' } },
      output: { ...serviceAccount, labels: { 'cost-center': '4712' }, version: 2 },
    },
    disable: {
      input: { account: ACCOUNT },
      output: { ...serviceAccount, disabled: true, version: 2 },
    },
    enable: { input: { account: ACCOUNT }, output: { ...serviceAccount, version: 3 } },
    delete: { input: { account: ACCOUNT }, output: undefined },
  },
  rootAccounts: {
    create: {
      input: {
        name: 'inventory',
        permissions: ['service_account:view'],
        tokenEndpointAuthMethod: 'client_secret_basic',
      },
      output: {
        clientId,
        clientSecret: things.issuedSecret.clientSecret,
        clientIdIssuedAt: 1_771_407_000,
      },
    },
    delete: { input: { account: 'inventory' }, output: undefined },
  },
  clientCredentials: {
    enable: { input: { account: ACCOUNT, expiresAt }, output: things.issuedSecret },
    reset: { input: { account: ACCOUNT, expiresAt }, output: things.issuedSecret },
    rotate: { input: { account: ACCOUNT, overlap: 'P7D' }, output: things.issuedSecret },
    deleteSecret: {
      input: { account: ACCOUNT, secret: things.clientSecret.id },
      output: undefined,
    },
    disable: { input: { account: ACCOUNT }, output: undefined },
  },
  lockouts: {
    list: { input: { account: ACCOUNT }, output: pageWith(things.lockout) },
    delete: { input: { lockout: things.lockout.id }, output: undefined },
  },
  publicKeys: {
    list: { input: { account: ACCOUNT }, output: { items: [things.publicKey] } },
    create: {
      input: { account: ACCOUNT, generate: 'ES256', name: things.publicKey.name },
      output: {
        ...things.publicKey,
        lastUsedAt: null,
        lastUsedAddress: null,
        lastUsedMethod: null,
      },
    },
    delete: { input: { account: ACCOUNT, key: things.publicKey.id }, output: undefined },
  },
  tokens: {
    list: { input: { account: ACCOUNT }, output: pageWith(namedToken) },
    create: {
      input: {
        name: namedToken.name,
        account: ACCOUNT,
        intent: 'api',
        expiresAt: namedToken.expiresAt,
        permissions: ['group:view', 'service_account:view'],
        namespaces: [GROUP],
        rotateOnExpiry: true,
      },
      output: things.issuedToken,
    },
    get: { input: { token: namedToken.id }, output: namedToken },
    delete: { input: { token: namedToken.id }, output: undefined },
    rotate: { input: { token: namedToken.id }, output: things.issuedToken },
    reveal: { input: { token: namedToken.id }, output: things.issuedToken },
  },
  members: {
    list: { input: { namespace: GROUP, inherited: true }, output: pageWith(member) },
    create: {
      input: { namespace: GROUP, principal: `serviceAccount:${ACCOUNT}`, role: 'deployer' },
      output: member,
    },
    update: {
      input: { member: member.id, version: 1, role: 'viewer' },
      output: { ...member, roleId: 'role_viewer', roleName: 'viewer', version: 2 },
    },
    delete: { input: { member: member.id }, output: undefined },
  },
  roles: {
    list: { input: { search: 'audit' }, output: pageWith(things.role) },
    get: { input: { role: 'auditor' }, output: things.role },
    create: {
      input: {
        name: 'auditor',
        description: things.role.description,
        permissions: things.role.permissions,
      },
      output: things.role,
    },
    update: {
      input: { role: 'auditor', version: 1, description: 'Reads everything' },
      output: { ...things.role, description: 'Reads everything', version: 2 },
    },
    delete: { input: { role: 'auditor', force: true }, output: undefined },
  },
  permissions: {
    input: {},
    output: {
      items: [
        {
          permission: 'group:update',
          resource: 'group',
          action: 'update',
          implies: ['group:view'],
        },
      ],
    },
  },
  users: {
    list: { input: { team: 'on-call' }, output: pageWith(things.user) },
    create: { input: { name: things.user.name, email: things.user.email }, output: things.user },
    get: { input: { user: things.user.email }, output: things.user },
    update: {
      input: { user: things.user.email, version: 1, disabled: true },
      output: { ...things.user, disabled: true, version: 2 },
    },
    delete: { input: { user: things.user.email }, output: undefined },
  },
  teams: {
    list: { input: { limit: 50 }, output: pageWith(things.team) },
    create: {
      input: { name: 'on-call', description: things.team.description },
      output: things.team,
    },
    get: { input: { team: 'on-call' }, output: things.team },
    update: {
      input: { team: 'on-call', version: 1, description: 'Nights and weekends' },
      output: { ...things.team, description: 'Nights and weekends', version: 2 },
    },
    delete: { input: { team: 'on-call' }, output: undefined },
    addUser: { input: { team: 'on-call', user: things.user.email }, output: undefined },
    removeUser: { input: { team: 'on-call', user: things.user.email }, output: undefined },
  },
  access: {
    effective: {
      input: { principal: `serviceAccount:${ACCOUNT}`, namespace: GROUP },
      output: pageWith(things.effectiveAccess),
    },
    check: {
      input: {
        principal: `serviceAccount:${ACCOUNT}`,
        permission: 'service_account:update',
        namespace: 'acme/platform/prod',
      },
      output: things.accessAnswer,
    },
  },
  ...exampleGuidedSetup,
  trustPolicies: exampleTrustPolicyCalls,
  trust: exampleTrustCalls,
  issuers: {
    list: { input: { search: 'gitlab' }, output: pageWith(things.issuer) },
    get: { input: { issuer: things.issuer.url }, output: things.issuer },
    create: {
      input: { url: things.issuer.url, label: 'GitLab', keySource: 'discovery', replay: 'reuse' },
      output: { ...things.issuer, trustPolicyCount: 0, notes: [] },
    },
    update: {
      input: { issuer: things.issuer.url, version: 1, enabled: false },
      output: { ...things.issuer, enabled: false, version: 2 },
    },
    delete: { input: { issuer: things.issuer.url, force: true }, output: undefined },
    refreshKeys: { input: { issuer: things.issuer.url }, output: things.issuer },
  },
  server: {
    get: { input: {}, output: things.server },
    share: {
      input: { address: '192.0.2.10', hours: 8, withoutTls: true },
      output: { addresses: things.server.addresses },
    },
    unshare: { input: {}, output: { addresses: things.server.addresses.slice(0, 1) } },
    listening: { input: {}, output: things.listening },
    updateListening: { input: { version: 1, port: 8420 }, output: things.listening },
    certificateAuthority: { input: {}, output: things.certificateAuthority },
    renewCertificate: { input: {}, output: things.listening },
    requests: { input: { after: 41 }, output: { items: [things.loggedRequest] } },
  },
  overview: { get: { input: {}, output: things.overview } },
  audit: {
    list: {
      input: { actor: things.ada.name, action: 'teams', since: '2026-02-01T00:00:00Z' },
      output: pageWith(things.auditEvent),
    },
    verify: { input: {}, output: { ok: true, events: 42, broken: null } },
    export: {
      input: { since: '2026-02-01T00:00:00Z' },
      output: `${JSON.stringify(things.auditEvent)}\n`,
    },
  },
  signingKeys: {
    list: { input: {}, output: { items: [things.signingKey] } },
    rotate: {
      input: { algorithm: 'ES256' },
      output: { items: [things.replacedKey, things.waitingKey] },
    },
  },
  settings: {
    get: { input: {}, output: things.settings },
    update: {
      input: { version: 1, accessTokenLifetimeSeconds: 900 },
      output: { ...things.settings, accessTokenLifetimeSeconds: 900, version: 2 },
    },
  },
} satisfies ExampleCalls

/** Finds an operation's example by its path in the contract, such as `groups.list`. */
export function findExampleCall(operationId: string): ExampleCall | undefined {
  const found = operationId
    .split('.')
    .reduce<unknown>(
      (at, name) => Object.getOwnPropertyDescriptor(Object(at), name)?.value,
      exampleCalls,
    )
  // Safe: whatever an operation's path leads to was checked against `ExampleCalls`.
  return found as ExampleCall | undefined
}

function pageWith<Item>(item: Item) {
  return { items: [item], nextCursor: null }
}
