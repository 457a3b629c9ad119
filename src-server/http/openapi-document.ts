import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { contract } from '#contract/contract.ts'
import { errorCodes } from '#contract/error-codes.ts'
import { Group, GroupTree } from '#contract/groups.ts'
import { Issuer } from '#contract/issuers.ts'
import { CreatedServiceAccount, IssuedSecret, ServiceAccount } from '#contract/service-accounts.ts'
import { Settings } from '#contract/settings.ts'
import { TrustPolicy } from '#contract/trust-policies.ts'
import { WhoAmI } from '#contract/whoami.ts'

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
    security: [{ bearer: [] }],
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An API token (dwat_…).' },
      },
    },
    commonSchemas: {
      Group: { schema: Group, strategy: 'output' },
      GroupTree: { schema: GroupTree, strategy: 'output' },
      ServiceAccount: { schema: ServiceAccount, strategy: 'output' },
      CreatedServiceAccount: { schema: CreatedServiceAccount, strategy: 'output' },
      IssuedSecret: { schema: IssuedSecret, strategy: 'output' },
      TrustPolicy: { schema: TrustPolicy, strategy: 'output' },
      Issuer: { schema: Issuer, strategy: 'output' },
      Settings: { schema: Settings, strategy: 'output' },
      WhoAmI: { schema: WhoAmI, strategy: 'output' },
    },
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
