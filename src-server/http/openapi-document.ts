import { isContractProcedure } from '@orpc/contract'
import { type OpenAPI, OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { AccessAnswer, EffectiveAccess } from '#contract/access.ts'
import { AuditEvent, AuditVerification } from '#contract/audit.ts'
import { contract } from '#contract/contract.ts'
import { type ErrorCode, errorCodes } from '#contract/error-codes.ts'
import { Group, GroupContents, GroupMove, GroupTree } from '#contract/groups.ts'
import { CreatedIssuer, Issuer } from '#contract/issuers.ts'
import { Member } from '#contract/members.ts'
import { Role } from '#contract/roles.ts'
import { RootAccount } from '#contract/root-accounts.ts'
import { CreatedServiceAccount, IssuedSecret, ServiceAccount } from '#contract/service-accounts.ts'
import { Settings } from '#contract/settings.ts'
import { IssuedToken, NamedToken } from '#contract/tokens.ts'
import { TrustPolicy } from '#contract/trust-policies.ts'
import { Team, User } from '#contract/users.ts'
import { WhoAmI } from '#contract/whoami.ts'
import { Workspace } from '#contract/workspaces.ts'
import { describeOperation } from './describe-operation.ts'
import { problemExamples, problemSchema } from './describe-problems.ts'
import { findExampleCall } from './example-calls.ts'

/** Shapes that several calls share; the document names them once. */
const shared = {
  Group,
  GroupTree,
  GroupMove,
  GroupContents,
  Workspace,
  ServiceAccount,
  CreatedServiceAccount,
  IssuedSecret,
  RootAccount,
  TrustPolicy,
  NamedToken,
  IssuedToken,
  Member,
  Role,
  User,
  Team,
  AccessAnswer,
  EffectiveAccess,
  Issuer,
  CreatedIssuer,
  AuditEvent,
  AuditVerification,
  Settings,
  WhoAmI,
}

const tags: readonly OpenAPI.TagObject[] = [
  { name: 'Caller', description: 'Who is calling.' },
  { name: 'Changes', description: 'What is not as it was any more.' },
  { name: 'Groups', description: 'Namespaces that nest; roles held in one count in all below it.' },
  { name: 'Workspaces', description: 'Namespaces that hold nothing but members.' },
  { name: 'Service accounts', description: 'Identities for machines, and how they authenticate.' },
  { name: 'Root accounts', description: 'Accounts at the root with permissions of their own.' },
  { name: 'Lockouts', description: 'Clients that failed too often from an address.' },
  { name: 'Named tokens', description: 'Opaque tokens with a name: API tokens and app passwords.' },
  { name: 'Members', description: 'Who holds which role where.' },
  { name: 'Roles', description: 'Named sets of permissions, built-in and custom.' },
  { name: 'Users', description: 'People.' },
  { name: 'Teams', description: 'Sets of people; what one is given, each of them has.' },
  { name: 'Access', description: 'Who may do what where, and why.' },
  {
    name: 'Trust',
    description: 'Trust policies, trying tokens out against them, and the attempts that were made.',
  },
  { name: 'Issuers', description: 'Outside identity providers that trust policies refer to.' },
  { name: 'Server', description: 'Where the server listens, and who called it lately.' },
  { name: 'Overview', description: 'How the server does and what needs attention.' },
  { name: 'Audit', description: 'What happened, in a chain of hashes.' },
  { name: 'Signing keys', description: 'What access tokens are signed with.' },
  { name: 'Settings', description: 'What an administrator may set, and how the server runs.' },
]

export interface DocumentFacts {
  readonly issuer: string
  readonly version: string
}

/** Describes the management API as OpenAPI 3.1, from the contract and one table of examples. */
export async function createOpenApiDocument(facts: DocumentFacts): Promise<object> {
  const document = await generate(facts)
  for (const [path, methods] of Object.entries(document.paths ?? {})) {
    for (const { operationId, method, codes } of operations.filter((each) => each.path === path)) {
      const generated = methods?.[method]
      if (!methods || !generated) continue
      const example = findExampleCall(operationId)
      Object.assign(methods, { [method]: describeOperation(generated, { codes, example }, method) })
    }
  }
  return tidy(document)
}

/** What lies deeper would be described as anything; the claims of a rule of a check lie deepest. */
const DEEPEST = 20

function generate({ issuer, version }: DocumentFacts): Promise<OpenAPI.Document> {
  const converter = new ZodToJsonSchemaConverter({ maxStructureDepth: DEEPEST })
  const generator = new OpenAPIGenerator({ schemaConverters: [converter] })
  return generator.generate(contract, {
    info: {
      title: 'Doorward management API',
      version,
      description: 'Everything that an administrator can do. Errors are RFC 9457 problem details.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: `${issuer}/api/v1` }],
    tags: [...tags],
    security: [{ bearer: [] }, { basic: [] }],
    components: {
      schemas: { Problem: problemSchema },
      examples: problemExamples,
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'An access token of the token endpoint, or an API token (dwat_…).',
        },
        basic: {
          type: 'http',
          scheme: 'basic',
          description: 'The path of a service account and an app password (dwap_…).',
        },
      },
    },
    commonSchemas: Object.fromEntries(
      Object.entries(shared).map(([name, schema]) => [
        name,
        { schema, strategy: 'output' as const },
      ]),
    ),
  })
}

interface Operation {
  readonly operationId: string
  readonly path: string
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  readonly codes: readonly ErrorCode[]
}

const operations = listOperations(contract)

function listOperations(router: object, path: readonly string[] = []): readonly Operation[] {
  return Object.entries(router).flatMap(([name, entry]: [string, unknown]) => {
    const operationPath = [...path, name]
    if (!isContractProcedure(entry)) return listOperations(Object(entry), operationPath)
    const { route, errorMap } = entry['~orpc']
    return {
      operationId: operationPath.join('.'),
      path: route.path ?? '',
      // Safe: the contract names no other methods, as its own tests show.
      method: (route.method ?? 'post').toLowerCase() as Operation['method'],
      codes: Object.keys(errorMap).filter(isErrorCode),
    }
  })
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCodes, code)
}

/** Leaves out what the schemas say only because JavaScript does: its largest and smallest integer. */
function tidy<T extends object>(document: T): T {
  const limits: readonly unknown[] = [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]
  return JSON.parse(
    JSON.stringify(document, (_key, value: unknown) => {
      if (limits.includes(value)) return undefined
      return isFlag(value) ? { type: 'boolean', default: Object(value).default } : value
    }),
  )
}

/** A flag is also read from text, which is all that a query can carry; that needs no telling. */
function isFlag(value: unknown): boolean {
  const { anyOf } = Object(value)
  return JSON.stringify(anyOf) === '[{"type":"boolean"},{"type":"string"}]'
}
