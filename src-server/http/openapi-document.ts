import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { AccessAnswer, EffectiveAccess } from '#contract/access.ts'
import { AuditEvent, AuditVerification } from '#contract/audit.ts'
import { contract } from '#contract/contract.ts'
import { errorCodes } from '#contract/error-codes.ts'
import { Group, GroupContents, GroupMove, GroupTree } from '#contract/groups.ts'
import { Issuer } from '#contract/issuers.ts'
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
  AuditEvent,
  AuditVerification,
  Settings,
  WhoAmI,
}

export interface DocumentFacts {
  readonly issuer: string
  readonly version: string
}

/** Describes the management API as OpenAPI 3.1, from the contract and nothing else. */
export function createOpenApiDocument({ issuer, version }: DocumentFacts): Promise<object> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  return generator.generate(contract, {
    info: {
      title: 'Doorward management API',
      version,
      description: 'Everything that an administrator can do. Errors are RFC 9457 problem details.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: `${issuer}/api/v1` }],
    security: [{ bearer: [] }, { basic: [] }],
    components: {
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
    customErrorResponseBodySchema: (definedErrors) =>
      toProblemSchema(definedErrors.map(([code]) => code)),
  })
}

function toProblemSchema(codes: readonly string[]) {
  return {
    type: 'object' as const,
    required: ['type', 'title', 'status', 'code', 'detail', 'correlationId'],
    properties: {
      type: { type: 'string' as const },
      title: { type: 'string' as const },
      status: { type: 'integer' as const },
      code: {
        type: 'string' as const,
        enum: codes.filter((code) => Object.hasOwn(errorCodes, code)),
      },
      detail: { type: 'string' as const },
      correlationId: { type: 'string' as const },
      errors: {
        type: 'array' as const,
        items: {
          type: 'object' as const,
          required: ['field', 'message'],
          properties: { field: { type: 'string' as const }, message: { type: 'string' as const } },
        },
      },
    },
  }
}
