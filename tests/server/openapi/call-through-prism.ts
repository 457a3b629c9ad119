import { type HttpAnswer, toAnswer } from '#support/http-answer.ts'
import { type Deviation, listDeviations } from './start-prism.ts'

export interface DocumentedOperation {
  readonly operationId: string
  readonly method: string
  readonly path: string
  /** The parameters that travel in the path. */
  readonly pathNames: readonly string[]
  readonly responses: Responses
}

/** What may be answered under each status. */
type Responses = Readonly<Record<string, { readonly content?: object } | undefined>>

export interface ProxiedAnswer extends HttpAnswer {
  /** What the proxy found in the request that the document does not allow. */
  readonly requestDeviations: readonly Deviation[]
  readonly responseDeviations: readonly Deviation[]
}

type Input = Readonly<Record<string, unknown>>

/** Lists what a document describes. */
// biome-ignore lint/suspicious/noExplicitAny: the document is looked at as whatever it is
export function listDocumented(document: any): readonly DocumentedOperation[] {
  return Object.entries<Record<string, Described>>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, parameters = [], responses }]) => ({
      operationId,
      method: method.toUpperCase(),
      path,
      pathNames: parameters.filter((each) => each.in === 'path').map(({ name }) => name),
      responses,
    })),
  )
}

interface Described {
  readonly operationId: string
  readonly parameters?: readonly { readonly name: string; readonly in: string }[]
  readonly responses: Responses
}

/** Calls an operation as the document says: each field in the path, in the query or in the body. */
export async function callThroughPrism(
  url: string,
  { method, path, pathNames, responses }: DocumentedOperation,
  input: Input,
  headers: Readonly<Record<string, string>>,
): Promise<ProxiedAnswer> {
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(input[name])))
  const rest = Object.entries(input).filter(([name]) => !pathNames.includes(name))
  const takesBody = method !== 'GET' && method !== 'DELETE'
  const query = new URLSearchParams(
    takesBody ? [] : rest.map(([name, value]) => [name, `${value}`]),
  )
  const hasBody = takesBody && rest.length > 0
  const answer = await toAnswer(
    await fetch(`${url}${filled}?${query}`, {
      method,
      headers: { ...headers, ...(hasBody && { 'content-type': 'application/json' }) },
      ...(hasBody && { body: JSON.stringify(Object.fromEntries(rest)) }),
    }),
  )
  const deviations = listDeviations(answer.headers)
  return {
    ...answer,
    requestDeviations: deviations.filter(({ location }) => location[0] === 'request'),
    responseDeviations: [
      ...deviations.filter(({ location }) => location[0] !== 'request'),
      ...checkType(answer, responses),
    ],
  }
}

/** The proxy takes problem+json for json, and nothing for anything, so that is checked here. */
function checkType({ status, headers, text }: HttpAnswer, responses: Responses): Deviation[] {
  const types = Object.keys(responses[status]?.content ?? {})
  const type = headers.get('content-type')?.split(';')[0]
  if (text === '' ? types.length === 0 : type !== undefined && types.includes(type)) return []
  const message = `expected one of [${types.join()}], got ${type} with ${text.length} characters`
  return [{ location: ['response', 'header', 'content-type'], severity: 'Error', message }]
}
