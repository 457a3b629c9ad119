import { ORPCError } from '@orpc/client'
import type { DoorwardClient } from '#contract/contract.ts'
import type { ErrorCode, FieldError } from '#contract/error-codes.ts'
import type { Settings } from '#contract/settings.ts'

type Room = { readonly [call: string]: unknown }
type Rooms = { [Name in keyof DoorwardClient]: DoorwardClient[Name] }

/** What a test answers itself, per room; every other call is refused by name. */
export type Answers = {
  [Name in keyof Rooms]?: Name extends 'whoami' ? Rooms[Name] : Partial<Rooms[Name]>
}

/** A client that knows an administrator, the settings and no groups, and whatever a test adds. */
export function createFakeClient(answers: Answers = {}): DoorwardClient {
  const rooms = {
    whoami: answers.whoami ?? (async () => administrator),
    groups: createRoom('groups', { list: async () => nothing, ...answers.groups }),
    serviceAccounts: createRoom('serviceAccounts', {
      list: async () => nothing,
      ...answers.serviceAccounts,
    }),
    clientCredentials: createRoom('clientCredentials', { ...answers.clientCredentials }),
    issuers: createRoom('issuers', { list: async () => nothing, ...answers.issuers }),
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
