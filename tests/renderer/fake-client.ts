import { ORPCError } from '@orpc/client'
import type { DoorwardClient } from '#contract/contract.ts'
import type { ErrorCode, FieldError } from '#contract/error-codes.ts'
import type { GuidedPolicy, ProviderProfile } from '#contract/guided-setup.ts'
import type { Overview } from '#contract/overview.ts'
import { permissions } from '#contract/permissions.ts'
import type { Settings } from '#contract/settings.ts'

type Room = { readonly [call: string]: unknown }
type Rooms = { [Name in keyof DoorwardClient]: DoorwardClient[Name] }

/** What a test answers itself, per room; every other call is refused by name. */
export type Answers = {
  [Name in keyof Rooms]?: Name extends 'whoami' | 'permissions' | 'changes'
    ? Rooms[Name]
    : Partial<Rooms[Name]>
}

/** A client that knows an administrator, the settings and no groups, and whatever a test adds. */
export function createFakeClient(answers: Answers = {}): DoorwardClient {
  const rooms = {
    whoami: answers.whoami ?? (async () => administrator),
    changes: answers.changes ?? (() => new Promise(() => {})),
    groups: createRoom('groups', { list: async () => nothing, ...answers.groups }),
    serviceAccounts: createRoom('serviceAccounts', {
      list: async () => nothing,
      ...answers.serviceAccounts,
    }),
    clientCredentials: createRoom('clientCredentials', { ...answers.clientCredentials }),
    members: createRoom('members', { list: async () => nothing, ...answers.members }),
    publicKeys: createRoom('publicKeys', { ...answers.publicKeys }),
    lockouts: createRoom('lockouts', { list: async () => nothing, ...answers.lockouts }),
    tokens: createRoom('tokens', { list: async () => nothing, ...answers.tokens }),
    access: createRoom('access', { effective: async () => nothing, ...answers.access }),
    roles: createRoom('roles', { list: async () => nothing, ...answers.roles }),
    issuers: createRoom('issuers', { list: async () => nothing, ...answers.issuers }),
    trustPolicies: createRoom('trustPolicies', { ...answers.trustPolicies }),
    trust: createRoom('trust', { listAttempts: async () => nothing, ...answers.trust }),
    snippets: createRoom('snippets', {
      list: async () => ({ runner: 'hosted', items: [] }),
      ...answers.snippets,
    }),
    providerProfiles: createRoom('providerProfiles', {
      list: async () => ({ items: [aProfile()] }),
      draft: async () => aGuidedPolicy(),
      ...answers.providerProfiles,
    }),
    audit: createRoom('audit', { list: async () => nothing, ...answers.audit }),
    users: createRoom('users', { list: async () => nothing, ...answers.users }),
    teams: createRoom('teams', { list: async () => nothing, ...answers.teams }),
    workspaces: createRoom('workspaces', { list: async () => nothing, ...answers.workspaces }),
    permissions: answers.permissions ?? (async () => ({ items: allPermissions })),
    server: createRoom('server', { ...answers.server }),
    overview: createRoom('overview', { get: async () => anOverview(), ...answers.overview }),
    settings: createRoom('settings', { get: async () => aSettings(), ...answers.settings }),
  }
  // Safe: what is missing in a room rejects with its name, see below.
  return rooms as unknown as DoorwardClient
}

export function aRefusal(code: ErrorCode, errors: readonly FieldError[] = [], message?: string) {
  return new ORPCError<string, unknown>(code, {
    status: code === 'unauthenticated' ? 401 : 400,
    message: message ?? `refused: ${code}`,
    data: { correlationId: 'req_test', errors },
  })
}

export function aSettings(changes: Partial<Settings> = {}): Settings {
  return {
    accessTokenLifetimeSeconds: 300,
    clientSecretMaximumDays: 90,
    signingAlgorithm: 'ES256',
    signingAlgorithmByResource: {},
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
      issuer: 'http://127.0.0.1:7420',
      address: 'http://127.0.0.1:7420',
      tokenEndpoint: 'http://127.0.0.1:7420/oauth/token',
      dataDirectory: '/data',
    },
    ...changes,
  }
}

/** Nothing to see, as for somebody who may see nothing. */
export function anOverview(changes: Partial<Overview> = {}): Overview {
  return {
    server: null,
    setup: null,
    tokens: null,
    expiring: { withinDays: 14, count: 0, items: [] },
    unused: { forDays: 90, count: 0, items: [] },
    refusals: [],
    ...changes,
  }
}

/** A provider with a question that is asked only after another. */
export function aProfile(changes: Partial<ProviderProfile> = {}): ProviderProfile {
  const ask = { kind: 'text', required: true, help: 'Some help.' } as const
  return {
    id: 'github',
    name: 'GitHub Actions',
    issuerUrls: ['https://token.actions.githubusercontent.com'],
    selfHosted: true,
    audienceChosen: true,
    issuerDefaults: {
      algorithms: ['RS256'],
      maxTokenAgeSeconds: 3600,
      replay: 'once',
      allowMultipleAudiences: false,
      needsPastedKeys: false,
      isOftenPrivate: false,
    },
    questions: [
      { ...ask, id: 'repositoryId', label: 'Repository id', example: '74', howToFind: 'gh api x' },
      {
        ...ask,
        id: 'place',
        label: 'From where',
        kind: 'choice',
        example: 'branch',
        initial: 'branch',
        choices: [
          { value: 'branch', label: 'A branch' },
          { value: 'tag', label: 'A tag' },
        ],
      },
      {
        ...ask,
        id: 'branch',
        label: 'Branch',
        example: 'main',
        showWhen: { question: 'place', answer: 'branch' },
      },
      {
        ...ask,
        id: 'tag',
        label: 'Tag',
        example: 'v1',
        showWhen: { question: 'place', answer: 'tag' },
      },
      {
        ...ask,
        id: 'events',
        label: 'Started by',
        kind: 'list',
        required: false,
        example: 'push',
        choices: [
          { value: 'push', label: 'push' },
          { value: 'schedule', label: 'schedule' },
        ],
      },
    ],
    requiredClaims: [],
    vetoes: [],
    claimsToAvoid: [],
    ...changes,
  }
}

export function aGuidedPolicy(changes: Partial<GuidedPolicy> = {}): GuidedPolicy {
  return {
    policy: {
      name: 'acme/api, branch main',
      issuer: 'https://token.actions.githubusercontent.com',
      audience: 'http://127.0.0.1:7420/sa_1',
      matchMode: 'exact',
      boundClaims: { repository_id: '74', ref: 'refs/heads/main' },
    },
    sentence: 'Any workflow of repository 74 on branch main may act as the account.',
    findings: [],
    ...changes,
  }
}

/** As the server lists them: whoever may change a thing may see it. */
const allPermissions = permissions.map((permission) => {
  const [resource = '', action = ''] = permission.split(':')
  const view = permissions.find((each) => each === `${resource}:view`)
  const isWrite = ['create', 'update', 'delete'].includes(action)
  return { permission, resource, action, implies: isWrite && view ? [view] : [] }
})

const nothing = { items: [], nextCursor: null }

const administrator = {
  actor: { kind: 'administrator', id: 'admin', name: 'Administrator' },
  authenticatedBy: 'browser_session',
  permissions: [],
} as const satisfies Awaited<ReturnType<DoorwardClient['whoami']>> | object

function createRoom(name: string, calls: Room): Room {
  return new Proxy(calls, {
    get: (known, call) =>
      Reflect.get(known, call) ??
      (() => Promise.reject(new Error(`The test does not answer ${name}.${String(call)}.`))),
  })
}
