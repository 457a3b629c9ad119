import { z } from 'zod'
import type { JsonSchema } from './to-arbitrary.ts'

/** An operation as the API's own document describes it. */
export interface DocumentedOperation {
  readonly operationId: string
  readonly method: string
  readonly path: string
  readonly parameters: readonly Parameter[]
  readonly body: JsonSchema | undefined
  /** A body that does, by the document's own word. */
  readonly example: unknown
  /** Tells what is wrong with a good answer; undefined for none. */
  findFault(status: number, body: unknown): string | undefined
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly schema: JsonSchema
}

/** Lists what a document describes, request by request. */
// biome-ignore lint/suspicious/noExplicitAny: the document is looked at as whatever it is
export function listDocumented(document: any): readonly DocumentedOperation[] {
  return Object.entries<Record<string, Described>>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      const content = described.requestBody?.content['application/json']
      return {
        operationId: described.operationId,
        method: method.toUpperCase(),
        path,
        parameters: described.parameters ?? [],
        body: content?.schema,
        example: content?.example,
        findFault: createFindFault(described.responses, document.components.schemas),
      }
    }),
  )
}

interface Described {
  readonly operationId: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> }
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, Content>> }>
  >
}

interface Content {
  readonly schema: JsonSchema
  readonly example?: unknown
}

function createFindFault(responses: Described['responses'], definitions: object) {
  const schemas = new Map(
    Object.entries(responses).flatMap(([status, { content }]) => {
      const schema = content?.['application/json']?.schema
      return schema ? [[status, toParser(schema, definitions)] as const] : []
    }),
  )
  return (status: number, body: unknown) => {
    if (!Object.hasOwn(responses, String(status))) return `${status} is not documented`
    const parsed = schemas.get(String(status))?.safeParse(body)
    return parsed && !parsed.success ? parsed.error.message : undefined
  }
}

/** References within a schema lead to its own definitions; those of the document lead elsewhere. */
function toParser(schema: JsonSchema, $defs: object): z.ZodType {
  const text = JSON.stringify({ ...schema, $defs })
  return z.fromJSONSchema(JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')))
}
